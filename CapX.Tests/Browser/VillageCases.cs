using CapX.Tests.Infra;

namespace CapX.Tests.Browser;

/// <summary>Moderation data for the account that logs in: a case it has taken, an appeal, a decision about it, and its own report.</summary>
internal static class VillageCases
{
    public const int Case = 9001;
    public const int Appeal = 9002;
    public const int Decision = 9003;
    public const int Report = 9004;

    /// <summary>A case whose owner and another person responsible have both deleted their accounts since.</summary>
    public const int Erased = 9008;
    public const string Receipt = "66000000000000000000000000000000";

    private static readonly string[] Inserts =
    [
        """
        INSERT INTO person_role (person_id, role, until_at, granted_at)
         VALUES (1009, 'moderator', @Until, @Now), (1009, 'steward', @Until, @Now), (@Accused, 'steward', @Until, @Now)
        """,
        "INSERT INTO log_entry (id, made_at, act, detail, hash) VALUES (1, @Now, 'decide', '', '')",
        "INSERT INTO log_reason (entry_id, salt, text, language) VALUES (1, '', @LongGerman, 'de')",
        $"""
        INSERT INTO moderation_case (id, kind, thing, content_id, person_id, is_emergency, opened_at, claimed_by, claimed_at)
         SELECT {Case}, 'reports', 'person', content_id, id, TRUE, @Now, 1009, @Now FROM person WHERE id = @Accused
        """,
        $"""
        INSERT INTO report (id, case_id, reason, text, language, made_at, form_key)
         VALUES (9001, {Case}, 'threats', @LongArabic, 'ar', @Now, 'a'), (9002, {Case}, 'flagged', @LongGerman, NULL, @Now, 'b')
        """,
        """
        INSERT INTO report_evidence (report_id, person_id, parts)
         VALUES (9001, @Accused, CONCAT('[{"part":"about","text":"', @LongGerman, '","language":"de"}]'))
        """,
        $"INSERT INTO case_note (case_id, author_id, escalated_to, text, made_at, form_key) VALUES ({Case}, @Accused, 'u4c', @LongGerman, @Now, 'c')",
        """
        INSERT INTO moderation_case (id, kind, thing, content_id, person_id, opened_at, closed_at)
         SELECT IF(id = 1009, 9006, 9005), 'reports', 'person', content_id, id, @Now, @Now FROM person WHERE id IN (1009, @Accused)
        """,
        $"""
        INSERT INTO decision (id, case_id, kind, thing, person_id, decided_by, decided_at, entry_id, form_key)
         VALUES (9005, 9005, 'hide', 'person', @Accused, @Accused, @Now, 1, 'd'), ({Decision}, 9006, 'advice', 'person', 1009, @Accused, @Now, 1, 'e')
        """,
        "UPDATE decision d JOIN moderation_case c ON c.id = d.case_id SET d.content_id = c.content_id WHERE d.id = 9005",
        $"""
        INSERT INTO moderation_case (id, kind, thing, content_id, person_id, against_id, opened_at, claimed_by, claimed_at)
         SELECT {Appeal}, 'appeal', 'person', content_id, id, 9005, @Now, 1009, @Now FROM person WHERE id = @Accused
        """,
        $"INSERT INTO appeal (case_id, decision_id, person_id, text, language, made_at) VALUES ({Appeal}, 9005, @Accused, @LongArabic, 'ar', @Now)",
        "INSERT INTO moderation_case (id, kind, thing, opened_at) VALUES (9007, 'reports', 'person', @Now)",
        $"""
        INSERT INTO report (id, case_id, reporter_id, reason, text, language, made_at, form_key)
         VALUES ({Report}, 9007, 1009, 'threats', @LongArabic, 'ar', @Now, 'f')
        """,
        $"INSERT INTO moderation_case (id, kind, thing, opened_at, claimed_by, claimed_at) VALUES ({Erased}, 'reports', 'event', @Now, 1009, @Now)",
        $"INSERT INTO report (id, case_id, reason, text, language, made_at, form_key) VALUES (9008, {Erased}, 'threats', @LongArabic, 'ar', @Now, 'g')",
        "INSERT INTO report_evidence (report_id, parts) VALUES (9008, CONCAT('[{\"part\":\"text\",\"text\":\"', @LongGerman, '\",\"language\":\"de\"}]'))",
        $"""
        INSERT INTO erased_case (case_id, person, is_owner, seen, erased_at)
         VALUES ({Erased}, 'a', TRUE, 'public', @Now), ({Erased}, 'b', FALSE, 'public', @Now), (9007, 'a', TRUE, 'public', @Now)
        """,
        "INSERT INTO flag_word (word, folded, added_at) VALUES (@LongGerman, 'a', @Now)",
    ];

    public static async Task InsertAsync(DatabaseFixture data)
    {
        // The person is in no list, so that the counts in other tests do not change.
        var accused = await new PersonBuilder { Username = "Sample Reported", Visibility = "hidden", InterfaceLanguage = "fr" }.InsertAsync(data.Database);
        var values = new { Accused = accused, Village.LongGerman, Village.LongArabic, Until = DateTime.UtcNow.AddYears(1), Now = DateTime.UtcNow };
        foreach (var sql in Inserts) await data.ExecuteAsync(sql, values);
    }
}
