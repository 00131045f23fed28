using System.Globalization;

namespace InteractiveMessaging;

/// <summary>
/// The country codes that the ITU has assigned, and how long numbers are where a country's plan knows one length only.
/// </summary>
/// <remarks>
/// Sources: ITU-T, List of Recommendation ITU-T E.164 assigned country codes (annex to Operational Bulletin 1114, 15.XII.2016), with 886
/// and 970, which it lists as reserved and which are in use; ITU-T, Dialling procedures (annex to Operational Bulletin 994, 15.XII.2011).
/// </remarks>
internal static class CountryCodes
{
    private const string Assigned =
        "1 7 20 27 30-34 36 39-41 43-49 51-58 60-66 81 82 84 86 90-95 98 211-213 216 218 220-258 260-269 290 291 297-299 350-359 "
        + "370-383 385-389 420 421 423 500-509 590-599 670 672-683 685-692 800 808 850 852 853 855 856 870 878 880-883 886 888 "
        + "960-968 970-977 979 991-996 998";

    // No code begins with 0 and none with another code, so that a code is its own index.
    private static readonly bool[] IsCode = Read();

    /// <summary>The code that a number begins with; 0 where the ITU has assigned none such.</summary>
    public static int Of(ReadOnlySpan<char> digits)
    {
        int code = 0;
        for (int i = 0; i < digits.Length && i < 3; i++)
        {
            code = (code * 10) + (digits[i] - '0');
            if (IsCode[code])
            {
                return code;
            }
        }

        return 0;
    }

    /// <summary>How many digits stand behind a code; null where its numbers differ in length.</summary>
    /// <remarks>Machines among each other may have longer numbers, and none of them reads messages.</remarks>
    public static int? DigitsBehind(int code) => code switch
    {
        1 or 7 => 10,
        33 or 34 or 48 or 351 => 9,
        45 => 8,
        _ => null,
    };

    private static bool[] Read()
    {
        bool[] codes = new bool[1000];
        foreach (string range in Assigned.Split(' '))
        {
            int[] ends = [.. range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture))];
            Array.Fill(codes, true, ends[0], ends[^1] - ends[0] + 1);
        }

        return codes;
    }
}
