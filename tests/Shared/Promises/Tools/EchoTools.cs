using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared.Promises.Tools;

/// <summary>A tool for each supported type. It returns the value that it receives.</summary>
internal static partial class EchoTools
{
    /// <summary>Returns a string.</summary>
    [ClaudeTool]
    public static string EchoText(string value) => value;

    /// <summary>Returns a Boolean.</summary>
    [ClaudeTool]
    public static bool EchoBoolean(bool value) => value;

    /// <summary>Returns a character.</summary>
    [ClaudeTool]
    public static char EchoChar(char value) => value;

    /// <summary>Returns an 8-bit integer.</summary>
    [ClaudeTool]
    public static sbyte EchoInt8(sbyte value) => value;

    /// <summary>Returns a byte.</summary>
    [ClaudeTool]
    public static byte EchoByte(byte value) => value;

    /// <summary>Returns a 16-bit integer.</summary>
    [ClaudeTool]
    public static short EchoInt16(short value) => value;

    /// <summary>Returns an unsigned 16-bit integer.</summary>
    [ClaudeTool]
    public static ushort EchoUInt16(ushort value) => value;

    /// <summary>Returns a 32-bit integer.</summary>
    [ClaudeTool]
    public static int EchoInt32(int value) => value;

    /// <summary>Returns an unsigned 32-bit integer.</summary>
    [ClaudeTool]
    public static uint EchoUInt32(uint value) => value;

    /// <summary>Returns a 64-bit integer.</summary>
    [ClaudeTool]
    public static long EchoInt64(long value) => value;

    /// <summary>Returns an unsigned 64-bit integer.</summary>
    [ClaudeTool]
    public static ulong EchoUInt64(ulong value) => value;

    /// <summary>Returns a 16-bit number.</summary>
    [ClaudeTool]
    public static Half EchoHalf(Half value) => value;

    /// <summary>Returns a 32-bit number.</summary>
    [ClaudeTool]
    public static float EchoSingle(float value) => value;

    /// <summary>Returns a 64-bit number.</summary>
    [ClaudeTool]
    public static double EchoDouble(double value) => value;

    /// <summary>Returns a decimal number.</summary>
    [ClaudeTool]
    public static decimal EchoDecimal(decimal value) => value;

    /// <summary>Returns a member of an enum.</summary>
    [ClaudeTool]
    public static Scale EchoEnum(Scale value) => value;

    /// <summary>Returns a date and time with its offset.</summary>
    [ClaudeTool]
    public static DateTimeOffset EchoMoment(DateTimeOffset value) => value;

    /// <summary>Returns a date and time.</summary>
    [ClaudeTool]
    public static DateTime EchoDateTime(DateTime value) => value;

    /// <summary>Returns a date.</summary>
    [ClaudeTool]
    public static DateOnly EchoDate(DateOnly value) => value;

    /// <summary>Returns a time of day.</summary>
    [ClaudeTool]
    public static TimeOnly EchoTime(TimeOnly value) => value;

    /// <summary>Returns a duration.</summary>
    [ClaudeTool]
    public static TimeSpan EchoDuration(TimeSpan value) => value;

    /// <summary>Returns a UUID.</summary>
    [ClaudeTool]
    public static Guid EchoGuid(Guid value) => value;

    /// <summary>Returns a URI.</summary>
    [ClaudeTool]
    public static Uri EchoUri(Uri value) => value;

    /// <summary>Returns binary data.</summary>
    [ClaudeTool]
    public static byte[] EchoBytes(byte[] value) => value;

    /// <summary>Returns binary data.</summary>
    [ClaudeTool]
    public static ReadOnlyMemory<byte> EchoMemory(ReadOnlyMemory<byte> value) => value;

    /// <summary>Returns any value.</summary>
    [ClaudeTool]
    public static JsonElement EchoElement(JsonElement value) => value;

    /// <summary>Returns any value.</summary>
    [ClaudeTool]
    public static RawJson EchoRaw(RawJson value) => value;

    /// <summary>Returns an integer or null.</summary>
    [ClaudeTool]
    public static int? EchoNullable(int? value) => value;

    /// <summary>Returns a string or null.</summary>
    [ClaudeTool]
    public static string? EchoNullableText(string? value = "none") => value;

    /// <summary>Returns an integer that has a default value.</summary>
    [ClaudeTool]
    public static int EchoDefault(int value = 7) => value;

    /// <summary>Returns an array.</summary>
    [ClaudeTool]
    public static int[][] EchoArray(int[][] value) => value;

    /// <summary>Returns a list of strings or nulls.</summary>
    [ClaudeTool]
    public static List<string?> EchoList(List<string?> value) => value;

    /// <summary>Returns a list.</summary>
    [ClaudeTool]
    public static IReadOnlyList<Scale> EchoReadOnlyList(IReadOnlyList<Scale> value) => value;

    /// <summary>Returns a set.</summary>
    [ClaudeTool]
    public static IReadOnlySet<int> EchoSet(IReadOnlySet<int> value) => value;

    /// <summary>Returns an immutable array.</summary>
    [ClaudeTool]
    public static ImmutableArray<int> EchoImmutable(ImmutableArray<int> value) => value;

    /// <summary>Returns a dictionary.</summary>
    [ClaudeTool]
    public static Dictionary<string, int?> EchoMap(Dictionary<string, int?> value) => value;

    /// <summary>Returns a record.</summary>
    [ClaudeTool]
    public static Place EchoRecord(Place value) => value;

    /// <summary>Returns an object of a class.</summary>
    [ClaudeTool]
    public static Trip EchoClass(Trip value) => value;

    /// <summary>Returns a struct.</summary>
    [ClaudeTool]
    public static Point EchoStruct(Point value) => value;

    /// <summary>Returns an object of a generic type.</summary>
    [ClaudeTool]
    public static Page<Place> EchoGeneric(Page<Place> value) => value;

    /// <summary>Returns a shape.</summary>
    [ClaudeTool]
    public static Shape EchoUnion(Shape value) => value;

    /// <summary>Returns a tree.</summary>
    [ClaudeTool]
    public static Node EchoRecursive(Node value) => value;

    /// <summary>Returns a nullable record.</summary>
    [ClaudeTool]
    public static Place? EchoNullableRecord(Place? value) => value;

    /// <summary>Returns a number of a range.</summary>
    [ClaudeTool]
    public static int EchoRange([Range(1, 600)] int value) => value;

    /// <summary>Returns a number above a bound.</summary>
    [ClaudeTool]
    public static double? EchoExclusive([Range(0.0, double.MaxValue, MinimumIsExclusive = true)] double? value) => value;

    /// <summary>Returns a short string.</summary>
    [ClaudeTool]
    public static string EchoLength([StringLength(3, MinimumLength = 2)] string value) => value;

    /// <summary>Returns a string of digits.</summary>
    [ClaudeTool]
    public static string EchoPattern([RegularExpression("[0-9]+|x")] string value) => value;

    /// <summary>Returns one of two strings.</summary>
    [ClaudeTool]
    public static string? EchoAllowed([AllowedValues("a", "b")] string? value) => value;

    /// <summary>Returns one or two integers.</summary>
    [ClaudeTool]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The attribute is never created: the generator reads its arguments at compile time.")]
    public static IEnumerable<int> EchoCount([Length(1, 2)] IEnumerable<int> value) => value;

    /// <summary>Returns a record from a strict tool.</summary>
    [ClaudeTool(Strict = true)]
    public static Trip EchoStrict(Trip value) => value;

    /// <summary>Returns a shape from a strict tool.</summary>
    [ClaudeTool(Strict = true)]
    public static Shape EchoStrictUnion(Shape value) => value;
}
