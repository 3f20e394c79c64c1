namespace Claude.Aot;

/// <summary>
/// Makes a method a tool that the model can call. The compiler generates the tool's schema, the code that reads its input, and a property that returns the
/// <see cref="ToolFunction"/>: for a method <c>GetTemperatureAsync</c> of a class <c>Weather</c>, the tool <c>get_temperature</c> and the property
/// <c>Weather.GetTemperatureTool</c>. <c>Weather.Tools</c> returns all tools of the class.
/// </summary>
/// <remarks>The class must be partial. Static and instance methods are supported.</remarks>
/// <example>
/// <code>
/// internal static partial class Weather
/// {
///     /// &lt;summary&gt;Gets the temperature in a city, in degrees Celsius.&lt;/summary&gt;
///     /// &lt;param name="city"&gt;The city's name, for example "Rome".&lt;/param&gt;
///     [ClaudeTool]
///     public static double GetTemperature(string city) => city == "Rome" ? 21.5 : 12;
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ClaudeToolAttribute : Attribute
{
    /// <summary>
    /// Gets or sets the name by which the model calls the tool: 1 to 64 letters, digits, underscores and hyphens. The default is the name of the method in
    /// snake case, without the suffix <c>Async</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// Gets or sets the description for the model of what the tool does and when to use it. The default is the method's <c>[Description]</c>, else the summary
    /// of its XML documentation.
    /// </summary>
    public string? Description { get; set; }

    /// <summary>
    /// Gets or sets a value that indicates whether the API guarantees that the input fits the schema. Keywords that the API does not accept then move from the
    /// schema into the descriptions. The default is false.
    /// </summary>
    public bool Strict { get; set; }

    /// <summary>
    /// Gets or sets a value that indicates whether the model sees the tool only after it has found it with a tool search. The default is false.
    /// </summary>
    public bool DeferLoading { get; set; }

    /// <summary>
    /// Gets or sets a value that indicates whether the API streams the input without buffering and validating it. If it is not set, the API decides.
    /// </summary>
    public bool EagerInputStreaming { get; set; }

    /// <summary>
    /// Gets or sets the callers that can use the tool, for example <c>direct</c> or <c>code_execution_20260120</c>. If it is not set, only the model itself
    /// can.
    /// </summary>
    public string[]? AllowedCallers { get; set; }

    /// <summary>Gets or sets examples of inputs, each a JSON object that fits the schema.</summary>
    public string[]? InputExamples { get; set; }

    /// <summary>
    /// Gets or sets how long the API caches the prompt up to and including this tool: <c>5m</c> or <c>1h</c>. If it is not set, this tool is not a cache
    /// breakpoint.
    /// </summary>
    public string? CacheControl { get; set; }
}
