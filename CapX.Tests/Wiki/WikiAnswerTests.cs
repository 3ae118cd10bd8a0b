using System.Text;
using CapX.App.I18n;
using CapX.App.Wiki;
using Xunit;

namespace CapX.Tests.Wiki;

public sealed class WikiAnswerTests
{
    /// <summary>Looking up a property in such an object used to throw an unexpected exception.</summary>
    [Theory]
    [InlineData("""{"su\ud800b":"3","sub":"4"}""")]
    [InlineData("""{"a":[{"\udc00":1}]}""")]
    [InlineData("""{"sub":""")]
    [InlineData("")]
    public void An_answer_that_cannot_be_read_is_none(string json) => Assert.Null(WikiHttp.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Half_a_character_in_a_text_is_no_text() => Assert.Null(WikiHttp.Parse("""{"sub":"a\ud800","b":"\u00e9"}"""u8.ToArray()).Text("sub"));

    [Fact]
    public void Names_and_texts_may_be_escaped() => Assert.Equal("é", WikiHttp.Parse("""{"n\u00e4me":"\u00e9"}"""u8.ToArray()).Text("näme"));
}
