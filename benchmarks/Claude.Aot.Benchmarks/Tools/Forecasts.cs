using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Claude.Aot.Benchmarks;

/// <summary>The tool that is called, with parameters of the usual kinds.</summary>
internal static partial class Forecasts
{
    [ClaudeTool(Description = "Gets the forecast for a place.")]
    public static Forecast GetForecast(Place place, [Range(1, 14)] int days, Scale scale = Scale.Celsius, string? note = null) =>
        new(place.City, days * 2.5, scale, place.Tags.Count + (note?.Length ?? 0));
}

internal enum Scale
{
    Celsius,
    Fahrenheit,
}

internal sealed record Place(string City, double Latitude, double Longitude, IReadOnlyList<string> Tags);

internal sealed record Forecast(string City, double Temperature, Scale Scale, int Notes);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(Place))]
[JsonSerializable(typeof(Forecast))]
internal sealed partial class ForecastJson : JsonSerializerContext;
