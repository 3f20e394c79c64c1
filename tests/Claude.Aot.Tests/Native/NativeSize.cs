using System.Runtime.InteropServices;
using System.Text;

namespace Claude.Aot.Tests.Native;

/// <summary>Holds a native program to its size.</summary>
internal static class NativeSize
{
    /// <summary>What the smallest program may gain or lose before somebody has to look at it.</summary>
    private const long Tolerance = 100_000;

    /// <summary>Fails where the program is not as large as it was recorded. The record is that of Linux on x64; other platforms are not measured.</summary>
    public static void Verify(string program, long recorded)
    {
        if (RuntimeInformation.RuntimeIdentifier == "linux-x64")
        {
            long actual = new FileInfo(program).Length;
            Assert.True(
                Math.Abs(actual - recorded) <= Tolerance,
                $"{program} has {actual:N0} bytes where {recorded:N0} are recorded. Where that is meant, record the new size; docs/native.md says how to see what a binary consists of.");
        }
    }

    /// <summary>Fails where one of the types is in the program: the names of all whose code is there stand in its metadata.</summary>
    public static void VerifyLeftOut(string program, params ReadOnlySpan<Type> types)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(program);
        Assert.True(Contains(bytes, typeof(MessageRequest)), "The metadata of the program has no names to look for.");
        foreach (Type type in types)
        {
            Assert.False(Contains(bytes, type), $"{type.Name} is in a program that does not use it.");
        }
    }

    private static bool Contains(ReadOnlySpan<byte> bytes, Type type) => bytes.IndexOf(Encoding.UTF8.GetBytes(type.Name)) >= 0;
}
