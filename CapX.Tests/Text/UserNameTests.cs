using CapX.Data;
using CapX.Tests.Attacks;
using Xunit;

namespace CapX.Tests;

/// <summary>CapX reads user names as the wiki does, whatever people type or paste.</summary>
public sealed class UserNameTests
{
    [Theory]
    [InlineData("sample_Organizer", "Sample Organizer")]
    [InlineData("  sample__organizer _ ", "Sample organizer")]
    [InlineData("sample\u00A0\u3000organizer", "Sample organizer")]
    [InlineData("user:示例成员", "示例成员")]
    [InlineData("USER : 示例成员", "示例成员")]
    [InlineData("用户：示例成员", "示例成员")]
    [InlineData("مستخدمة:عضوة تجريبية", "عضوة تجريبية")]
    [InlineData("\u200Fمستخدم:\u200Eعضوة\u200F تجريبية\u200E", "عضوة تجريبية")]
    [InlineData("Benutzerin:Ana", "Ana")]
    [InlineData("Utilisatrice:éloïse", "Éloïse")]
    [InlineData("Usuário(a):Usuária de Exemplo", "Usuária de Exemplo")]
    [InlineData("Usua\u0301ria:Jose\u0301", "José")]
    [InlineData("w:en:User:Ana Example", "Ana Example")]
    [InlineData(":m:user:ana_Example", "Ana Example")]
    [InlineData("[[User:Ana Example|Ana]]", "Ana Example")]
    [InlineData("@Ana Example", "Ana Example")]
    [InlineData("https://meta.wikimedia.org/wiki/User:Ana_Example", "Ana Example")]
    [InlineData("\u200Ehttps://fr.m.wikipedia.org/wiki/Utilisateur:%C3%89lo%C3%AFse/Brouillon#A\u200E", "Éloïse")]
    [InlineData("https://de.wikipedia.org/w/index.php?title=Benutzer:ana+Example&action=edit", "Ana Example")]
    [InlineData("de.wikipedia.org/wiki/Benutzer:Ana", "Ana")]
    [InlineData("https://capx.toolforge.org/people/Ana_Example?uselang=ar", "Ana Example")]
    [InlineData("ı", "ı")]
    [InlineData("ßtraße", "ßtraße")]
    [InlineData("ŉame", "ŉame")]
    [InlineData("გიორგი", "გიორგი")]
    [InlineData("ǆ", "Ǆ")]
    [InlineData("ωmega", "Ωmega")]
    [InlineData("U:Ana", "U:Ana")]
    [InlineData("Usuária de Exemplo", "Usuária de Exemplo")]
    [InlineData("Ana/B", "Ana/B")]
    [InlineData("user:", "")]
    [InlineData("user:User:_", "")]
    [InlineData("\u200E", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Reads_what_the_wiki_reads(string? typed, string name)
    {
        Assert.Equal(name, UserName.Read(typed));
        Assert.Equal(name, UserName.Read(UserName.Read(typed)));
    }

    [Fact]
    public void What_no_name_can_be_is_none()
    {
        Assert.Equal("", UserName.Read(new string('x', UserName.LongestTyped + 1)));
        Assert.Equal("", UserName.Read(Corpus.HeapOfMarks));
        Assert.Equal("", UserName.Read($"https://meta.wikimedia.org/wiki/User:a{string.Concat(Enumerable.Repeat("%CC%81", 40))}"));
    }

    /// <summary>A stored name always matches itself, even if the rules would change it.</summary>
    [Fact]
    public void A_name_typed_letter_for_letter_is_kept_beside_what_is_read()
    {
        Assert.Equal(new TypedName("zq mark", "Zq mark"), UserName.Typed(" zq_mark"));
        Assert.True(UserName.Typed("fo\u00ADo").Is("fo\u00ADo"));
        Assert.False(UserName.Typed("Foo").Is("foo"));
    }
}
