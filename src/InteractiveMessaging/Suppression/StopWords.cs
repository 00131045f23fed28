namespace InteractiveMessaging;

/// <summary>Words of one language that mean stop, or resume, when they are the whole answer.</summary>
/// <param name="Language">The language, as ISO 639-1 has it.</param>
/// <param name="Source">Where the words are from.</param>
/// <param name="Stop">What says stop.</param>
/// <param name="Resume">What takes it back.</param>
internal sealed record StopWords(string Language, string Source, ValueList<string> Stop, ValueList<string> Resume)
{
    /// <summary>
    /// The table. Only words that mean this by themselves and hardly anything else are in it: no "no", no "yes". Where people leave accents
    /// out, both spellings are here.
    /// </summary>
    public static IReadOnlyList<StopWords> All { get; } =
    [
        new(
            "en",
            "47 CFR 64.1200(a)(10); AWS End User Messaging, Required opt-out keywords; Telnyx and Brevo, SMS opt-out keywords",
            ["STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "UNSUB", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "OPT-OUT", "OPT OUT"],
            ["START", "UNSTOP"]),
        new(
            "fr",
            "AWS End User Messaging, Required opt-out keywords (Canada); Reverso Context, unsubscribe",
            [
                "ARRET", "ARRÊT", "DESABONNER", "DÉSABONNER", "DESABONNEMENT", "DÉSABONNEMENT", "SE DESABONNER", "SE DÉSABONNER",
                "DESINSCRIPTION", "DÉSINSCRIPTION",
            ],
            []),
        new(
            "es",
            "Sinch, opt-out on WhatsApp; Suped, unsubscribe in Spanish",
            [
                "BAJA", "DARME DE BAJA", "DARSE DE BAJA", "DAR DE BAJA", "DETENER", "SALIR", "DESUSCRIBIR", "CANCELAR SUSCRIPCION",
                "CANCELAR SUSCRIPCIÓN",
            ],
            []),
        new(
            "pt",
            "Sinch, opt-out on WhatsApp; Gmail Help",
            ["PARAR", "SAIR", "DESCADASTRAR", "CANCELAR INSCRICAO", "CANCELAR INSCRIÇÃO"],
            []),
        new("de", "Reverso Context, unsubscribe", ["STOPP", "ABMELDEN", "ABBESTELLEN"], []),
        new("nl", "KVK and SeniorWeb, on newsletters", ["AFMELDEN", "UITSCHRIJVEN"], []),
        new("it", "Gmail Help", ["ANNULLA ISCRIZIONE", "DISISCRIVIMI", "DISISCRIVITI"], []),
        new("ru", "MegaFon, paid messages; Reverso Context, unsubscribe", ["СТОП", "ОТПИСАТЬСЯ", "ОТПИСКА"], []),
        new("tr", "İYS, refusal by message; law 6563, article 8", ["RET", "IPTAL", "İPTAL"], []),
        new("id", "Gmail Help", ["BERHENTI BERLANGGANAN"], []),
        new("ar", "Gmail, as its Arabic version has it", ["إلغاء الاشتراك", "الغاء الاشتراك"], []),
        new("he", "the usage under section 30A of Israel's communications law", ["הסר", "הסרה"], []),
        new("hi", "Gmail, as its Hindi version has it", ["सदस्यता समाप्त करें"], []),
        new("zh", "the usage under China's rules for short messages; AWS End User Messaging", ["退订", "退訂", "TD"], []),
        new("ja", "the usage under Japan's act on specified electronic mail", ["配信停止"], []),
        new("ko", "article 50 of Korea's network act: the notice in every advertisement", ["수신거부"], []),
    ];
}
