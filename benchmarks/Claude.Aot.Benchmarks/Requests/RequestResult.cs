namespace Claude.Aot.Benchmarks;

/// <summary>The cost of one client's requests, from the request object to the complete response.</summary>
/// <param name="Input">The content of the request.</param>
/// <param name="Client">The name of the client.</param>
/// <param name="BodyBytes">The size of the request's body.</param>
/// <param name="Microseconds">The median processor time of a request.</param>
/// <param name="FirstBytes">The number of bytes allocated by the first such request of the process, which finds the pools empty.</param>
/// <param name="Bytes">The number of bytes allocated by a later request.</param>
internal sealed record RequestResult(string Input, string Client, long BodyBytes, double Microseconds, long FirstBytes, long Bytes);
