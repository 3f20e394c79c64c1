namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>A short run of a target without coverage: all seeds, and a number of mutations of them, which are the same in every run.</summary>
internal static class MutationCheck
{
    private const int Seed = 20261123;

    public static async Task RunAsync(FuzzTarget target, IReadOnlyList<byte[]> seeds, int mutations)
    {
        Check.That(seeds.Count > 0, $"{target.Name} has no seeds.");
        foreach (byte[] seed in seeds)
        {
            await RunAsync(target, seed);
        }

        var random = new Random(Seed);
        var mutator = new Mutator(random, target.Words);
        for (int i = 0; i < mutations; i++)
        {
            await RunAsync(target, mutator.Mutate(seeds[random.Next(seeds.Count)], seeds[random.Next(seeds.Count)]));
        }
    }

    private static async Task RunAsync(FuzzTarget target, byte[] input)
    {
        try
        {
            await target.RunAsync(input);
        }
        catch (Exception e)
        {
            throw new CheckFailedException($"{target.Name} with the input (base 64) {Convert.ToBase64String(input)}: {e}");
        }
    }
}
