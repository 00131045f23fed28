using System.Globalization;

namespace InteractiveMessaging;

/// <summary>The market whose price a message to a number has, as WhatsApp's rate cards name it.</summary>
/// <remarks>
/// Source: Meta, Pricing on the WhatsApp Business Platform, country calling codes. Rate cards name some countries by themselves, others by
/// their region, and which ones changes: so a number has both names, and the card decides.
/// </remarks>
internal static class Markets
{
    /// <summary>What a card calls all that it does not name.</summary>
    public const string Other = "Other";

    private const string Africa = "Rest of Africa";
    private const string Asia = "Rest of Asia Pacific";
    private const string EastEurope = "Rest of Central & Eastern Europe";
    private const string LatinAmerica = "Rest of Latin America";
    private const string MiddleEast = "Rest of Middle East";
    private const string WestEurope = "Rest of Western Europe";

    private static readonly Dictionary<int, (string Country, string Region)> ByCode = Read(
        ("",
            "7 Russia;20 Egypt;27 South Africa;31 Netherlands;33 France;34 Spain;39 Italy;44 United Kingdom;"
            + "49 Germany;51 Peru;52 Mexico;54 Argentina;55 Brazil;56 Chile;57 Colombia;60 Malaysia;62 Indonesia;"
            + "90 Turkey;91 India;92 Pakistan;234 Nigeria;966 Saudi Arabia;971 United Arab Emirates;972 Israel"),
        ("North America",
            "1 United States and Canada"),
        (Africa,
            "211 South Sudan;212 Morocco;213 Algeria;216 Tunisia;218 Libya;220 Gambia;221 Senegal;222 Mauritania;"
            + "223 Mali;225 Ivory Coast;226 Burkina Faso;227 Niger;228 Togo;229 Benin;231 Liberia;232 Sierra Leone;"
            + "233 Ghana;235 Chad;237 Cameroon;241 Gabon;242 Congo;244 Angola;245 Guinea-Bissau;249 Sudan;250 Rwanda;"
            + "251 Ethiopia;252 Somalia;254 Kenya;255 Tanzania;256 Uganda;257 Burundi;258 Mozambique;260 Zambia;"
            + "261 Madagascar;263 Zimbabwe;264 Namibia;265 Malawi;266 Lesotho;267 Botswana;268 Eswatini;291 Eritrea"),
        (Asia,
            "61 Australia;63 Philippines;64 New Zealand;65 Singapore;66 Thailand;81 Japan;84 Vietnam;86 China;"
            + "93 Afghanistan;94 Sri Lanka;675 Papua New Guinea;852 Hong Kong;855 Cambodia;856 Laos;880 Bangladesh;"
            + "886 Taiwan;976 Mongolia;977 Nepal;992 Tajikistan;993 Turkmenistan;998 Uzbekistan"),
        (EastEurope,
            "30 Greece;36 Hungary;40 Romania;48 Poland;355 Albania;359 Bulgaria;370 Lithuania;371 Latvia;373 Moldova;"
            + "374 Armenia;375 Belarus;380 Ukraine;381 Serbia;385 Croatia;386 Slovenia;389 North Macedonia;"
            + "420 Czech Republic;421 Slovakia;994 Azerbaijan;995 Georgia"),
        (LatinAmerica,
            "58 Venezuela;502 Guatemala;503 El Salvador;504 Honduras;505 Nicaragua;506 Costa Rica;507 Panama;"
            + "509 Haiti;591 Bolivia;593 Ecuador;595 Paraguay;598 Uruguay"),
        (MiddleEast,
            "961 Lebanon;962 Jordan;964 Iraq;965 Kuwait;967 Yemen;968 Oman;973 Bahrain;974 Qatar"),
        (WestEurope,
            "32 Belgium;41 Switzerland;43 Austria;45 Denmark;46 Sweden;47 Norway;351 Portugal;353 Ireland;358 Finland"));

    // Parts of the North American numbering plan that are neither in the United States nor in Canada.
    private static readonly Dictionary<string, (string Country, string Region)> ByArea = new()
    {
        ["787"] = ("Puerto Rico", LatinAmerica),
        ["939"] = ("Puerto Rico", LatinAmerica),
        ["809"] = ("Dominican Republic", LatinAmerica),
        ["829"] = ("Dominican Republic", LatinAmerica),
        ["849"] = ("Dominican Republic", LatinAmerica),
        ["658"] = ("Jamaica", LatinAmerica),
        ["876"] = ("Jamaica", LatinAmerica),
        ["242"] = ("Bahamas", Other),
        ["246"] = ("Barbados", Other),
        ["264"] = ("Anguilla", Other),
        ["268"] = ("Antigua and Barbuda", Other),
        ["284"] = ("British Virgin Islands", Other),
        ["345"] = ("Cayman Islands", Other),
        ["441"] = ("Bermuda", Other),
        ["473"] = ("Grenada", Other),
        ["649"] = ("Turks and Caicos Islands", Other),
        ["664"] = ("Montserrat", Other),
        ["721"] = ("Sint Maarten", Other),
        ["758"] = ("Saint Lucia", Other),
        ["767"] = ("Dominica", Other),
        ["784"] = ("Saint Vincent and the Grenadines", Other),
        ["868"] = ("Trinidad and Tobago", Other),
        ["869"] = ("Saint Kitts and Nevis", Other),
    };

    /// <summary>The country of a number, and the region that a card may have in its place.</summary>
    public static (string Country, string Region) Of(PhoneNumber number)
    {
        string digits = number.Digits;
        int code = CountryCodes.Of(digits);
        return code == 7 && digits is ['7', '6' or '7', ..] ? ("Kazakhstan", Other)
            : code == 1 && digits.Length > 3 && ByArea.TryGetValue(digits[1..4], out (string Country, string Region) island) ? island
            : ByCode.TryGetValue(code, out (string Country, string Region) market) ? market
            : (code == 0 ? "no assigned country code" : string.Create(CultureInfo.InvariantCulture, $"+{code}"), Other);
    }

    private static Dictionary<int, (string Country, string Region)> Read(params (string Region, string Countries)[] regions)
    {
        Dictionary<int, (string Country, string Region)> markets = [];
        foreach ((string region, string countries) in regions)
        {
            foreach (string country in countries.Split(';'))
            {
                int space = country.IndexOf(' ', StringComparison.Ordinal);
                string name = country[(space + 1)..];
                markets[int.Parse(country.AsSpan(0, space), CultureInfo.InvariantCulture)] = (name, region.Length == 0 ? name : region);
            }
        }

        return markets;
    }
}
