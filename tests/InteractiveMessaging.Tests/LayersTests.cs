using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace InteractiveMessaging.Tests;

/// <summary>The house stands: what a type uses lies in its own folder or below, and the engine needs nothing but .NET.</summary>
public class LayersTests
{
    /// <summary>The folders of the engine from the ground up. Those on one floor do not know each other.</summary>
    internal static readonly string[][] Floors =
    [
        ["Values"], ["Files"], ["Media"], ["Messages"], ["Rules"], ["Json"], ["Templates"], ["Callbacks"], ["Providers"], ["Connections"], ["Journal"],
        ["Suppression", "Window"], ["Delivery"],
        ["Sandbox", "Html"], ["Preview", "Report"],
    ];

    // Files that may need each other, and what they are together.
    private static readonly (string Idea, string Files)[] OneIdea =
    [
        ("the kinds of message: the table, and how each is written and read", "Json/MediaJson Json/MessageKind Json/MessageReader Json/MessageWriter Json/TemplateJson"),
        ("the providers: one that cannot carry an option names those that can",
            string.Join(' ', ProviderCatalog.All.Select(provider => provider.GetType().Name)
                .Concat(["MetaApi", "MetaEnvelope", "Provider", "ProviderCatalog"])
                .Order(StringComparer.Ordinal).Select(name => "Providers/" + name))),
        ("a rule, its constraint, and what that finds", "Rules/Constraint Rules/Findings Rules/Rule"),
    ];

    private static readonly string[] CodeFolders = ["src", "bench", "examples"];

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private static readonly string Engine = Path.Combine(Root(), "src", "InteractiveMessaging");

    [Fact]
    public void Every_folder_has_its_floor() =>
        Assert.Empty(Directory.GetDirectories(Engine).Select(folder => Path.GetFileName(folder)!)
            .Except(Floors.SelectMany(floor => floor)).Except(["obj", "bin"]));

    [Fact]
    public void Types_use_only_what_lies_below_them()
    {
        Dictionary<string, (string Folder, int Level, string File)> homes = Homes();
        Assert.True(homes.Count > 80, "Too few types were found for this test to mean anything.");
        List<string> upward = [];
        foreach (Type type in typeof(Message).Assembly.GetTypes())
        {
            if (homes.TryGetValue(Outermost(type).Name, out (string Folder, int Level, string File) home))
            {
                upward.AddRange(
                    from used in Uses(type).Select(Outermost).Distinct()
                    where homes.TryGetValue(used.Name, out (string Folder, int Level, string File) other)
                        && other.Folder != home.Folder && other.Level >= home.Level
                    select $"{home.Folder}/{type.Name} uses {homes[used.Name].Folder}/{used.Name}");
            }
        }

        Assert.Empty(upward.Distinct().Order());
    }

    [Fact]
    public void Files_that_need_each_other_are_one_idea()
    {
        ILookup<string, string> uses = FileUses().ToLookup(use => use.File, use => use.Used);
        Dictionary<string, HashSet<string>> reach = uses.ToDictionary(file => file.Key, file => Reach(file.Key, uses));
        IEnumerable<string> circles = reach.Keys.Where(file => reach[file].Contains(file))
            .Select(file => reach[file].Where(other => reach.TryGetValue(other, out HashSet<string>? back) && back.Contains(file)))
            .Select(circle => string.Join(" ", circle.Order(StringComparer.Ordinal)))
            .Distinct();
        string[] found = [.. circles];
        string[] known = [.. OneIdea.Select(idea => idea.Files)];
        IEnumerable<string> faults = found.Except(known).Select(circle => $"A circle: {string.Join(", ", circle.Split(' ').SelectMany(
                file => uses[file].Distinct().Where(used => circle.Split(' ').Contains(used)).Select(used => $"{file} uses {used}")))}")
            .Concat(known.Except(found).Select(circle => $"No longer a circle: {circle}"));
        Assert.True(!faults.Any(), string.Join("\n", faults));
    }

    // Tests hold whole JSON samples on one line; the code that ships does not.
    [Fact]
    public void Lines_of_code_end_at_140_columns() => Assert.Empty(
        from folder in CodeFolders
        from file in Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories)
        from line in File.ReadAllLines(file).Select((text, i) => (Text: text, Number: i + 1))
        where line.Text.Length > 140
        select $"{Path.GetRelativePath(Root(), file)}:{line.Number}");

    [Fact]
    public void The_engine_references_no_package_and_no_project() => Assert.DoesNotContain(
        XDocument.Load(Path.Combine(Engine, "InteractiveMessaging.csproj")).Descendants(),
        element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "Reference");

    [Fact]
    public void The_engine_knows_no_PowerShell_and_no_console() => Assert.DoesNotContain(
        typeof(Message).Assembly.GetReferencedAssemblies(),
        assembly => assembly.Name is "System.Management.Automation" or "System.Console");

    /// <summary>Which file uses which.</summary>
    private static IEnumerable<(string File, string Used)> FileUses()
    {
        Dictionary<string, (string Folder, int Level, string File)> homes = Homes();
        return
            from type in typeof(Message).Assembly.GetTypes()
            where homes.ContainsKey(Outermost(type).Name)
            from used in Uses(type).Select(Outermost).Distinct()
            where homes.ContainsKey(used.Name)
            let file = homes[Outermost(type).Name].File
            let other = homes[used.Name].File
            where file != other
            select (file, other);
    }

    /// <summary>All that a file needs, directly or through others; itself where it is part of a circle.</summary>
    private static HashSet<string> Reach(string file, ILookup<string, string> uses)
    {
        HashSet<string> reached = [];
        Queue<string> next = new(uses[file]);
        while (next.TryDequeue(out string? other))
        {
            if (reached.Add(other))
            {
                foreach (string further in uses[other])
                {
                    next.Enqueue(further);
                }
            }
        }

        return reached;
    }

    /// <summary>Where each type is declared.</summary>
    private static Dictionary<string, (string Folder, int Level, string File)> Homes()
    {
        Dictionary<string, (string, int, string)> homes = [];
        Regex declarations = new(
            @"^(?:public|internal)[\w ]*? (?:class|record struct|record|struct|enum|interface|delegate [\w<>?]+) (\w+)(<)?",
            RegexOptions.Multiline);
        foreach ((string folder, int level) in Floors.SelectMany((floor, level) => floor.Select(folder => (folder, level)))
            .Where(home => Directory.Exists(Path.Combine(Engine, home.folder))))
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(Engine, folder), "*.cs", SearchOption.AllDirectories))
            {
                foreach (Match match in declarations.Matches(File.ReadAllText(file)))
                {
                    string name = match.Groups[1].Value + (match.Groups[2].Success ? "`1" : "");
                    homes[name] = (folder, level, $"{folder}/{Path.GetFileNameWithoutExtension(file)}");
                }
            }
        }

        return homes;
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<Type> Uses(Type type)
    {
        const BindingFlags All =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        IEnumerable<Type?> used = type.GetInterfaces().Append(type.BaseType)
            .Concat(type.GetFields(All).Select(field => field.FieldType))
            .Concat(type.GetMembers(All).OfType<MethodBase>().SelectMany(Uses));
        return used.OfType<Type>().SelectMany(Parts);
    }

    private static IEnumerable<Type?> Uses(MethodBase method)
    {
        IEnumerable<Type?> signature = method.GetParameters().Select(parameter => parameter.ParameterType)
            .Append((method as MethodInfo)?.ReturnType);
        return method.GetMethodBody() is not { } body ? signature : signature
            .Concat(body.LocalVariables.Select(local => local.LocalType))
            .Concat(Members(method, body.GetILAsByteArray()!).SelectMany(member => new[] { member as Type, member.DeclaringType }
                .Concat((member as MethodInfo)?.IsGenericMethod == true ? ((MethodInfo)member).GetGenericArguments() : [])));
    }

    /// <summary>What the instructions of a method name.</summary>
    private static IEnumerable<MemberInfo> Members(MethodBase method, byte[] il)
    {
        Type[]? ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        Type[]? ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int at = 0; at < il.Length;)
        {
            short value = il[at++];
            OpCode code = OpCodesByValue[value == 0xfe ? unchecked((short)(0xfe00 | il[at++])) : value];
            switch (code.OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    yield return method.Module.ResolveMember(BitConverter.ToInt32(il, at), ofType, ofMethod)!;
                    at += 4;
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at++;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(il, at));
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];

    internal static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cmdlets.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository.");
    }
}
