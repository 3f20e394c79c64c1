using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Model;

/// <summary>Images and documents are made of files, bytes and addresses; their format is told by their first bytes.</summary>
public sealed class MediaBlockTests : IDisposable
{
    private static readonly byte[] s_pdf = "%PDF-1.7 rest"u8.ToArray();

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<byte[], string> Images => new()
    {
        { [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2], "image/png" },
        { [0xFF, 0xD8, 0xFF, 0xE0, 1], "image/jpeg" },
        { "GIF87a..."u8.ToArray(), "image/gif" },
        { "GIF89a"u8.ToArray(), "image/gif" },
        { "RIFF\u0001\u0002\u0003\u0004WEBPVP8 "u8.ToArray(), "image/webp" },
    };

    public static TheoryData<byte[], string> NoImages => new()
    {
        { [], "is empty" },
        { "<svg/>"u8.ToArray(), "PNG, JPEG, GIF or WebP" },
        { "RIFF\u0001\u0002\u0003\u0004WAVE"u8.ToArray(), "PNG, JPEG, GIF or WebP" },
        { [0x89, 0x50], "PNG, JPEG, GIF or WebP" },
        { s_pdf, "Use DocumentBlock" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Images))]
    public void Image_OfAKnownFormat_IsSentAsThat(byte[] bytes, string mediaType)
    {
        string path = Write("picture.dat", bytes);

        string expected = $$$"""{"type":"image","source":{"type":"base64","media_type":"{{{mediaType}}}","data":"{{{Convert.ToBase64String(bytes)}}}"}}""";
        Assert.Equal(expected, ImageBlock.FromBytes(bytes).ToJson());
        Assert.Equal(expected, ImageBlock.FromFile(path).ToJson());
    }

    [Theory]
    [MemberData(nameof(NoImages))]
    public void Image_OfAnythingElse_ThrowsAndNamesTheFile(byte[] bytes, string expected)
    {
        string path = Write("picture.png", bytes);

        Assert.Contains(expected, Assert.Throws<ArgumentException>(nameof(bytes), () => ImageBlock.FromBytes(bytes)).Message, StringComparison.Ordinal);
        string message = Assert.Throws<ArgumentException>("path", () => ImageBlock.FromFile(path)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(path, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_OfAPdf_IsSentAsThat()
    {
        string expected = $$$"""{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"{{{Convert.ToBase64String(s_pdf)}}}"}}""";

        Assert.Equal(expected, DocumentBlock.FromBytes(s_pdf).ToJson());
        Assert.Equal(expected, DocumentBlock.FromFile(Write("terms", s_pdf)).ToJson());
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("plain text", "Use DocumentBlock.FromText")]
    [InlineData("GIF89a", "Use ImageBlock")]
    public void Document_OfAnythingElse_ThrowsAndNamesTheFile(string content, string expected)
    {
        string path = Write("terms.pdf", System.Text.Encoding.ASCII.GetBytes(content));

        string message = Assert.Throws<ArgumentException>("path", () => DocumentBlock.FromFile(path)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(path, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_OfAddressesTextAndFileIds_NameTheirSource()
    {
        Assert.Equal("""{"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}""", ImageBlock.FromUri(new Uri("https://example.com/a.png")).ToJson());
        Assert.Equal("""{"type":"document","source":{"type":"url","url":"https://example.com/a.pdf"}}""", DocumentBlock.FromUri(new Uri("https://example.com/a.pdf")).ToJson());
        Assert.Equal("""{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Clause 4"}}""", DocumentBlock.FromText("Clause 4").ToJson());
        Assert.Equal("""{"type":"document","source":{"type":"file","file_id":"file_1"}}""", DocumentBlock.FromFileId("file_1").ToJson());
        Assert.Equal("image/png", ImageMediaType.Png.Value);
    }

    [Fact]
    public void Arguments_ThatLeadNowhere_Throw()
    {
        Assert.Throws<ArgumentNullException>("uri", () => ImageBlock.FromUri(null!));
        Assert.Throws<ArgumentException>("uri", () => ImageBlock.FromUri(new Uri("a.png", UriKind.Relative)));
        Assert.Throws<ArgumentException>("uri", () => DocumentBlock.FromUri(new Uri("file:///a.pdf")));
        Assert.Throws<ArgumentException>("fileId", () => ImageBlock.FromFileId(""));
        Assert.Throws<ArgumentException>("text", () => DocumentBlock.FromText(""));
        Assert.Throws<FileNotFoundException>(() => ImageBlock.FromFile(_folder.PathOf("nowhere.png")));
    }

    private string Write(string name, byte[] bytes)
    {
        string path = _folder.PathOf(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
