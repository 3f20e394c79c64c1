using Claude.Aot.Benchmarks;

if (RatioOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(RatioOptions.Usage);
    return 2;
}

await new RatioCommand(new RivalCatalog(), options).RunAsync();
return 0;
