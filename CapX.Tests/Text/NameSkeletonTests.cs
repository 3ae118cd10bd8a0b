using CapX.Data;
using Xunit;

namespace CapX.Tests;

public sealed class NameSkeletonTests
{
    private static bool LooksLike(string display, string username) => NameSkeleton.OfDisplayName(display).Overlaps(NameSkeleton.OfUsername(username));

    [Theory]
    [InlineData("Sample Moderator", "sample moderator")]
    [InlineData("Sample Moderator", "SAMPLE MODERATOR")]
    [InlineData("Sample Moderator", "Sample_Moderator")]
    [InlineData("Sample Moderator", "SampleModerator")]
    [InlineData("Sample Moderator", "S.a.m.p.l.e M-o-d-e-r-a-t-o-r")]
    [InlineData("Sample Moderator", "★ Sample Moderator ★")]
    [InlineData("Sample Moderator", "Sample Moderator 🛡️")]
    [InlineData("Sample Moderator", "|Sample Moderator|")]
    [InlineData("Sample Moderator", "Sample Moderator™")]
    [InlineData("Sample Moderator", "@Sample Moderator")]
    [InlineData("Sample Moderator", "User:Sample Moderator")]
    [InlineData("Sample Moderator", "Usuário: Sample Moderator")]
    [InlineData("Sample Moderator", "Sample Moderator 2")]
    [InlineData("Sample Moderator", "Sámplé Möderator")]
    [InlineData("Sample Moderator", "S\u0301\u0302a\u0488mple Moderator")]
    [InlineData("Sample Moderator", "Sam\u200Bple\u00A0Mod\u2060erator")]
    [InlineData("Sample Moderator", "Sam\u3164ple Moderator")]
    [InlineData("Sample Moderator", "Sаmрlе Моdеrаtоr")]
    [InlineData("Sample Moderator", "Sαmplε Mοderatοr")]
    [InlineData("Sample Moderator", "ЅАМРLЕ МОDЕRАТОR")]
    [InlineData("Sample Moderator", "SampIe Moderator")]
    [InlineData("Sample Moderator", "Samp1e M0derat0r")]
    [InlineData("Sample Moderator", "Sarnple Moderator")]
    [InlineData("Sample Moderator", "Ｓａｍｐｌｅ　Ｍｏｄｅｒａｔｏｒ")]
    [InlineData("Sample Moderator", "𝓢𝓪𝓶𝓹𝓵𝓮 𝕸𝖔𝖉𝖊𝖗𝖆𝖙𝖔𝖗")]
    [InlineData("Sample Moderator", "Ⓢⓐⓜⓟⓛⓔ Ⓜⓞⓓⓔⓡⓐⓣⓞⓡ")]
    [InlineData("Sample Moderator", "🅂🄰🄼🄿🄻🄴 🅜🅞🅓🅔🅡🅐🅣🅞🅡")]
    [InlineData("Sample Moderator", "ꜱᴀᴍᴘʟᴇ ᴍᴏᴅᴇʀᴀᴛᴏʀ")]
    [InlineData("Ana Example", "Ꭺna Example")]
    [InlineData("Ana Example", "Аnа Ехаmрlе")]
    [InlineData("Вова", "BOBA")]
    [InlineData("Νίκος", "ΝΙΚΟΣ")]
    [InlineData("Straße", "strasse")]
    [InlineData("Øystein", "oystein")]
    [InlineData("William", "VVilliam")]
    [InlineData("علي", "على")]
    [InlineData("★", "★")]
    public void Sees_what_passes_for_a_user_name(string username, string displayName) => Assert.True(LooksLike(displayName, username));

    [Theory]
    [InlineData("Karl", "Kari")]
    [InlineData("Ana", "Ana Example")]
    [InlineData("Maria74", "Maria")]
    [InlineData("Ana1", "Ana2")]
    [InlineData("Clara", "dara")]
    [InlineData("Анна", "Инна")]
    [InlineData("Νίκη", "Νίκος")]
    [InlineData("राम", "रमा")]
    [InlineData("ไก", "กา")]
    [InlineData("王芳", "王方")]
    [InlineData("محمد", "محمود")]
    [InlineData("★", "🛡️")]
    [InlineData("1974", "1985")]
    public void Keeps_other_names_apart(string username, string displayName) => Assert.False(LooksLike(displayName, username));

    [Fact]
    public void Is_short_and_quick_whatever_is_written()
    {
        foreach (var piece in (string[])["\uFDFA", "%", "m", "a\u0301", "\U0001F600", "\uD800", "\u0488", "￾", "ᄀ"])
        {
            var text = string.Concat(Enumerable.Repeat(piece, 5_000));
            Assert.All(NameSkeleton.OfDisplayName(text), s => Assert.InRange(s.Length, 1, NameSkeleton.Longest));
        }
        Assert.Empty(NameSkeleton.OfDisplayName(" \u200B\u3164"));
    }

    [Theory]
    [InlineData("Moderator")]
    [InlineData("Ana (moderator)")]
    [InlineData("M0derat0r Ana")]
    [InlineData("Mοdеrаtοr")]
    [InlineData("M o d e r a t o r")]
    [InlineData("CapX")]
    [InlineData("CapX support")]
    [InlineData("CарХ Теаm")]
    [InlineData("C·a·p·X")]
    [InlineData("Capacity Exchange")]
    [InlineData("CapacityExchangeTeam")]
    [InlineData("Ana, Wikimedia Foundation")]
    [InlineData("Ana (WMF)")]
    [InlineData("WikiAdmin")]
    [InlineData("4dmin")]
    [InlineData("@dmin")]
    [InlineData("adm1n")]
    [InlineData("ADMIN2")]
    [InlineData("capx_admin")]
    [InlineData("Steward Ana")]
    [InlineData("s-t-e-w-a-r-d")]
    [InlineData("Ѕtеwаrd")]
    [InlineData("Curadora")]
    [InlineData("Modératrice")]
    [InlineData("Burócrata")]
    [InlineData("المشرف")]
    [InlineData("علي مشرف")]
    [InlineData("الإداري")]
    [InlineData("Staff")]
    public void Sees_roles_and_CapX_in_a_name(string name) => Assert.NotEmpty(ReservedNames.In(name));

    [Theory]
    [InlineData("Ana Example")]
    [InlineData("Stewart")]
    [InlineData("Rod Stewardson")]
    [InlineData("Badminton fan")]
    [InlineData("Stafford")]
    [InlineData("Modesto Silva")]
    [InlineData("Mohammed")]
    [InlineData("Captain X")]
    [InlineData("أمين")]
    [InlineData("Ana (Wikimedia Brasil)")]
    [InlineData("Model")]
    [InlineData("Adminah")]
    [InlineData("Świętosław")]
    [InlineData("王芳")]
    public void Leaves_other_names_alone(string name) => Assert.Empty(ReservedNames.In(name));
}
