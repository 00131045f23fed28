using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("InteractiveMessaging.Cmdlets")]
[assembly: InternalsVisibleTo("InteractiveMessaging.Tests")]
[assembly: InternalsVisibleTo("InteractiveMessaging.KillTarget")]
[assembly: InternalsVisibleTo("InteractiveMessaging.Bench")]
