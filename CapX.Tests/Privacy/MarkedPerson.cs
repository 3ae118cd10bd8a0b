using CapX.Data.Permissions;
using CapX.Data.SignIn;
using CapX.Tests.Infra;

namespace CapX.Tests.Privacy;

/// <summary>A person with a unique value in every column of every table.</summary>
internal static class MarkedPerson
{
    public const ulong Id = 987_654_321_987;
    public const ulong ContentId = 8765400;
    public const string Mark = "zqmark";
    public const string Username = $"{Mark} user";

    private static readonly string[] Inserts =
    [
        """
        INSERT INTO content (id, kind)
        VALUES (@ContentId, 'person'), (8765401, 'person'), (8765432, 'message'), (8765436, 'message'), (8765440, 'organization'), (8765450, 'listing'),
               (8765451, 'listing'), (8765750, 'event'), (8765751, 'event'), (8765472, 'suggestion'), (8765473, 'suggestion'),
               (8765480, 'saved-search')
        """,
        $"""
        INSERT INTO person (id, content_id, username, name_lost_at, blocked, standing, moderated, interface_language, display_name, display_name_hidden, about,
               about_language, home_wiki, not_taking_until, visibility, about_seen, languages_seen, territories_seen, affiliations_seen,
               exchanges_seen, indexable, joined_at, signed_in_at, updated_at, version)
        VALUES (@Id, @ContentId, @Username, '2001-02-03 04:05:06.000001', 1, 'limited', 'removed', '{Mark}-il', '{Mark} display', '{Mark} hidden',
               '{Mark} about', '{Mark}-al', '{Mark}wiki', '2031-02-03', 'hidden', 'members', 'nobody', 'members', 'nobody',
               'members', 1, '2002-02-03', '2003-02-03', '2004-02-03', 4711)
        """,
        $"INSERT INTO name_skeleton (person_id, kind, skeleton) VALUES (@Id, 'display', '{Mark}display')",
        $"INSERT INTO person_language (person_id, language, level) VALUES (@Id, '{Mark}-pl', 'M')",
        "INSERT INTO person_territory (person_id, territory) VALUES (@Id, 'ZQM')",
        $"INSERT INTO person_project (person_id, project) VALUES (@Id, '{Mark}-pp')",
        $"INSERT INTO person_capacity (person_id, role, capacity_id, methods, note) SELECT @Id, 'knows', id, 0, NULL FROM capacity WHERE code = 'technology'",
        $"""
        INSERT INTO person_capacity (person_id, role, capacity_id, methods, note) SELECT @Id, 'offers', id, 3, '{Mark} offer' FROM capacity
         WHERE code = 'technology'
        """,
        $"""
        INSERT INTO person_capacity (person_id, role, capacity_id, methods, note) SELECT @Id, 'wants', id, 4, '{Mark} want' FROM capacity
         WHERE code = 'communication'
        """,
        $"INSERT INTO draft (person_id, form, body, saved_at) VALUES (@Id, '{Mark}-form', '{Mark} body', '2005-02-03')",
        "INSERT INTO export_count (person_id, began_at, count) VALUES (@Id, '2006-03-03', 113)",
        $"INSERT INTO consent (person_id, version, given_at) VALUES (@Id, '{Mark}-cv', '2006-02-03')",
        "INSERT INTO person (id, content_id, username, joined_at, signed_in_at) VALUES (77, 8765401, 'Another party', '2001-01-01', '2001-01-01')",
        $"""
        INSERT INTO exchange (id, proposer_person_id, recipient_person_id, kind, capacity_id, method, hope, gives, language, state, proposed_at,
               changed_at, form_key)
        SELECT 8765431, @Id, 77, 'ask', id, 4, '{Mark} hope', '{Mark} gives', '{Mark}-xl', 'proposed', '2008-02-03', '2008-03-03', UNHEX('0102') FROM capacity
         WHERE code = 'technology'
        """,
        $"INSERT INTO exchange_change (exchange_id, state, author_id, word, changed_at) VALUES (8765431, 'proposed', @Id, '{Mark} word', '2008-04-03')",
        $"""
        INSERT INTO exchange_message (id, exchange_id, author_id, side, text, language, sent_at, form_key)
         VALUES (8765432, 8765431, @Id, 'proposer', '{Mark} message', '{Mark}-ml', '2008-05-03', UNHEX('0103'))
        """,
        "INSERT INTO exchange_reading (exchange_id, person_id, message_id) VALUES (8765431, @Id, 8765432)",
        $"""
        INSERT INTO exchange_outcome (exchange_id, person_id, side, happened, hours, method, satisfaction, learned, taught_back, may_quote,
               language, written_at)
        VALUES (8765431, @Id, 'proposer', 1, 12.5, 8, 3, '{Mark} learned', '{Mark} taught', 1, '{Mark}-ol', '2008-06-03')
        """,
        "INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@Id, 77, '2008-07-03')",
        "INSERT INTO kept_block (id, person_id, hash, blocked_at) VALUES (UNHEX('0A0B'), @Id, UNHEX('0C0D'), '2019-02-03')",
        "INSERT INTO kept_limit (person_id, kind, by_person_id, made_at) VALUES (@Id, 'declined', 77, '2019-03-03'), (77, 'declined', @Id, '2019-04-03')",
        """
        INSERT INTO notice (id, person_id, kind, exchange_id, made_at, due_at, read_at)
         VALUES (8765433, @Id, 'proposal', 8765431, '2008-08-03', '2008-09-03', '2008-10-03')
        """,
        $"INSERT INTO contact_choice (person_id, channel, talk_instead, gathered, shows_count, silent) VALUES (@Id, 'mail', 1, 1, 1, '{Mark}-silent')",
        $"""
        INSERT INTO wiki_token (person_id, access_token, refresh_token, expires_at, granted_at)
         VALUES (@Id, '{Mark} access', '{Mark} refresh', '2038-03-04', '2008-02-03')
        """,
        $"""
        INSERT INTO delivery (id, sender_id, recipient_id, exchange_id, message_id, channel, talk_instead, state, reason, attempts, queued_at, next_try_at,
               lease_key, lease_until, begun_at, ended_at)
        VALUES (8765434, @Id, 77, 8765431, 8765432, 'talk', 1, 'failed', '{Mark}-reason', 113, '2008-11-03', '2008-12-03', UNHEX('0104'), '2009-01-03',
          '2009-02-03', '2009-03-03')
        """,
        // The reverse direction: what another person did to the marked person.
        """
        INSERT INTO exchange (id, proposer_person_id, recipient_person_id, kind, capacity_id, proposed_at, changed_at, form_key)
         SELECT 8765435, 77, @Id, 'offer', id, '2010-02-03', '2010-03-03', UNHEX('0105') FROM capacity WHERE code = 'technology'
        """,
        """
        INSERT INTO exchange_message (id, exchange_id, author_id, side, text, sent_at, form_key)
         VALUES (8765436, 8765435, 77, 'proposer', 'Of another', '2010-04-03', UNHEX('0106'))
        """,
        """
        INSERT INTO delivery (id, sender_id, recipient_id, exchange_id, message_id, channel, talk_instead, reason, attempts, queued_at, next_try_at)
         VALUES (8765437, 77, @Id, 8765435, 8765436, 'mail', 0, 'rate-limited', 114, '2010-05-03', '2010-06-03')
        """,
        "INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (77, @Id, '2010-07-03')",
        $"""
        INSERT INTO organization (id, slug, type, state, created_at, updated_at, form_key)
         VALUES (8765440, 'sample-group', 'chapter', 'confirmed', '2011-02-03', '2011-03-03', UNHEX('0107'))
        """,
        "INSERT INTO organization_person (organization_id, person_id, standing, since_at) VALUES (8765440, @Id, 'manager', '2011-04-03')",
        // A proposal by the marked person for an organization.
        $"""
        INSERT INTO exchange (id, proposer_organization_id, recipient_person_id, kind, capacity_id, hope, gives, language, proposed_at, changed_at, form_key)
         SELECT 8765447, 8765440, 77, 'offer', id, '{Mark} hope for', '{Mark} gives for', '{Mark}-gl', '2012-04-03', '2012-05-03', UNHEX('0108') FROM capacity
         WHERE code = 'technology'
        """,
        "INSERT INTO exchange_change (exchange_id, state, author_id, changed_at) VALUES (8765447, 'proposed', @Id, '2012-06-03')",
        "INSERT INTO organization_person (organization_id, person_id, standing, hands_over_id, since_at) VALUES (8765440, 77, 'invited', @Id, '2011-05-03')",
        """
        INSERT INTO organization_change (id, organization_id, author_id, what, form, changed_at)
         VALUES (8765441, 8765440, @Id, 'restored', '[8765442]', '2011-06-03')
        """,
        """
        INSERT INTO organization_change (id, organization_id, author_id, what, subject_id, changed_at)
         VALUES (8765443, 8765440, 77, 'invited', @Id, '2011-07-03')
        """,
        "INSERT INTO person_role (person_id, role, until_at, granted_at, granted_by) VALUES (@Id, 'curator', '2031-08-03', '2011-08-03', 77)",
        "INSERT INTO person_role (person_id, role, until_at, granted_at, granted_by) VALUES (77, 'moderator', '2031-09-03', '2011-09-03', @Id)",
        """
        INSERT INTO notice (id, person_id, kind, content_id, made_at, due_at)
         VALUES (8765444, @Id, 'organization-change', 8765440, '2011-10-03', '2011-11-03')
        """,
        $"""
        INSERT INTO notice (id, person_id, kind, name, word, made_at, due_at)
         VALUES (8765448, @Id, 'organization-change', '{Mark} name', '{Mark} reason', '2012-07-03', '2012-08-03')
        """,
        $"""
        INSERT INTO listing (id, person_id, kind, resource, title, text, language, visibility, methods, anywhere, link, link_key, licence, format, open_until,
               state, created_at, updated_at, version, form_key)
        VALUES (8765450, @Id, 'resource', '{Mark}-resource', '{Mark} title', '{Mark} text', '{Mark}-ll', 'public', 3, 1, 'https://{Mark}.example',
          '{Mark}.example', '{Mark}-licence', '{Mark}-format', '2033-02-03', 'closed', '2013-02-03', '2013-03-03', 4712, UNHEX('0108'))
        """,
        $"""
        INSERT INTO catalogue (id, kind, owner_id, visibility, name, name_key, words, created_at, updated_at)
         VALUES (8765450, 'listing', @Id, 'members', '{Mark} thing', '', ' {Mark} ', '2012-02-03', '2012-03-03')
        """,
        """
        INSERT INTO listing (id, person_id, kind, title, language, created_at, updated_at, form_key)
         VALUES (8765451, 77, 'ask', 'Of another', 'en', '2013-04-03', '2013-05-03', UNHEX('0109'))
        """,
        "INSERT INTO listing_need (listing_id, person_id, since_at) VALUES (8765451, @Id, '2013-06-03')",
        "INSERT INTO notice (id, person_id, kind, content_id, made_at, due_at) VALUES (8765452, @Id, 'listing-need', 8765450, '2013-07-03', '2013-08-03')",
        $"""
        INSERT INTO event (id, title, text, language, kind, methods, starts_at, ends_at, zone, place, joining_link, wiki_page, registration, created_at,
               updated_at, form_key)
        VALUES (8765750, '{Mark} title', '{Mark} text', 'en', 'both', 4, '2035-02-03', '2035-02-04', 'UTC', '{Mark} place', 'https://example.org/{Mark}/join',
          'https://example.org/{Mark}/page', 'tool', '2015-02-03', '2015-03-03', UNHEX('0118'))
        """,
        $"""
        INSERT INTO event (id, title, language, kind, starts_at, ends_at, zone, registration, created_at, updated_at, form_key)
         VALUES (8765751, 'Of another', 'en', 'online', '2035-03-03', '2035-03-04', 'UTC', 'tool', '2015-04-03', '2015-05-03', UNHEX('0119'))
        """,
        "INSERT INTO event_organizer (id, event_id, person_id) VALUES (8765752, 8765750, @Id)",
        "INSERT INTO event_organizer (id, event_id, person_id) VALUES (8765753, 8765751, 77)",
        """
        INSERT INTO event_registration (id, event_id, person_id, state, registered_at, reminded_at)
         VALUES (8765754, 8765751, @Id, 'waiting', '2015-06-03', '2015-07-03')
        """,
        "INSERT INTO event_registration (id, event_id, person_id, state, registered_at) VALUES (8765755, 8765750, 77, 'registered', '2015-08-03')",
        $"""
        INSERT INTO event_learned (id, event_id, event_title, person_id, text, language, may_quote, written_at)
         VALUES (8765756, 8765751, 'Of another', @Id, '{Mark} lesson', '{Mark}-le', 1, '2015-09-03')
        """,
        $"""
        INSERT INTO event_learned (id, event_id, event_title, person_id, text, language, written_at)
         VALUES (8765757, 8765750, '{Mark} title', 77, 'Of another', 'en', '2015-10-03')
        """,
        "INSERT INTO notice (id, person_id, kind, content_id, made_at, due_at) VALUES (8765758, @Id, 'event-reminder', 8765751, '2015-11-03', '2015-12-03')",
        $"""
        INSERT INTO notice (id, person_id, kind, name, made_at, due_at)
         VALUES (8765759, @Id, 'event-cancelled', '{Mark} gone', '2016-01-03', '2016-02-03')
        """,
        """
        INSERT INTO capacity_change (id, capacity_id, author_id, what, before_facts, after_facts, changed_at)
         SELECT 8765470, id, @Id, 'merged', '[8765475]', '[8765476]', '2016-03-03' FROM capacity WHERE code = 'technology'
        """,
        $"""
        INSERT INTO capacity_moved (id, change_id, content_id, role, methods, note, had_target, target_methods, target_note)
         VALUES (8765471, 8765470, @ContentId, 'offers', 413, '{Mark} moved', 1, 414, '{Mark} kept')
        """,
        $"""
        INSERT INTO capacity_suggestion (id, person_id, kind, capacity_id, other_id, language, name, description, reason, state, moderated, made_at,
               answered_at, answered_by, word, change_id, form_key)
        SELECT 8765472, @Id, 'merge', id, id, '{Mark}-sl', '{Mark} suggested', '{Mark} described', '{Mark} because', 'declined', 'removed', '2016-04-03',
               '2016-05-03', 77, '{Mark} answer', 8765470, UNHEX('0120') FROM capacity WHERE code = 'technology'
        """,
        """
        INSERT INTO capacity_suggestion (id, person_id, kind, language, state, made_at, answered_at, answered_by, word, form_key)
         VALUES (8765473, 77, 'other', 'en', 'declined', '2016-06-03', '2016-07-03', @Id, 'An answer', UNHEX('0121'))
        """,
        "INSERT INTO notice (id, person_id, kind, content_id, made_at, due_at) VALUES (8765474, @Id, 'suggestion', 8765472, '2016-08-03', '2016-09-03')",
        $"""
        INSERT INTO saved_search (id, person_id, kind, query, name, saved_at)
         VALUES (8765480, @Id, '{Mark}-kind', 'q={Mark}', '{Mark} search', '2016-10-03')
        """,
        "INSERT INTO log_subject (person_id, subject) VALUES (@Id, UNHEX('7A716D61726B5F7A716D61726B5F7A71'))",
        "INSERT INTO log_entry (id, made_at, act, detail, hash) VALUES (1, '2017-01-03', 'decide', '', UNHEX('00'))",
        $"INSERT INTO log_reason (entry_id, person_id, salt, text, language) VALUES (1, @Id, UNHEX('0120'), '{Mark} why', '{Mark}-wl')",
        "INSERT INTO moderation_case (id, kind, thing, content_id, person_id, opened_at, closed_at)" +
        " VALUES (8765760, 'reports', 'person', @ContentId, @Id, '2017-02-03', '2017-02-04')",
        """
        INSERT INTO moderation_case (id, kind, thing, person_id, opened_at, claimed_by, claimed_at)
         VALUES (8765761, 'reports', 'person', 77, '2017-03-03', @Id, '2017-03-04')
        """,
        $"""
        INSERT INTO report (id, case_id, reporter_id, reason, text, language, for_other, made_at, form_key)
         VALUES (8765762, 8765761, @Id, 'hounding', '{Mark} report', '{Mark}-rl', 1, '2017-04-03', UNHEX('0121'))
        """,
        "INSERT INTO report (id, case_id, reporter_id, reason, made_at, form_key) VALUES (8765763, 8765760, 77, 'insults', '2017-05-03', UNHEX('0122'))",
        $$"""
        INSERT INTO report_evidence (report_id, person_id, parts)
         VALUES (8765763, @Id, '[{"part":"about","text":"{{Mark}} evidence","language":"en"}]')
        """,
        $"""
        INSERT INTO case_note (id, case_id, author_id, person_id, text, made_at, form_key)
         VALUES (8765764, 8765761, @Id, 77, '{Mark} note', '2017-06-03', UNHEX('0123'))
        """,
        $"""
        INSERT INTO case_note (id, case_id, author_id, person_id, text, made_at, form_key)
         VALUES (8765765, 8765760, 77, @Id, '{Mark} noted', '2017-07-03', UNHEX('0124'))
        """,
        """
        INSERT INTO decision (id, case_id, kind, thing, person_id, until_at, decided_by, decided_at, told_at, entry_id, undone_at, undone_by,
               erased_at, form_key)
        VALUES (8765766, 8765760, 'hide', 'person', @Id, '2017-08-03', 77, '2017-08-04', '2017-08-07', 1, '2017-08-05', 77, '2017-08-06', UNHEX('0125'))
        """,
        """
        INSERT INTO decision (id, case_id, kind, thing, person_id, decided_by, decided_at, entry_id, undone_at, undone_by, form_key)
         VALUES (8765767, 8765761, 'advice', 'person', 77, @Id, '2017-09-03', 1, '2017-09-04', @Id, UNHEX('0126'))
        """,
        """
        INSERT INTO moderation_case (id, kind, thing, against_id, opened_at)
         VALUES (8765768, 'appeal', 'person', 8765766, '2017-10-03'), (8765769, 'appeal', 'person', 8765767, '2017-10-04')
        """,
        $"""
        INSERT INTO appeal (case_id, decision_id, person_id, text, language, made_at, outcome, reviewed_at)
         VALUES (8765768, 8765766, @Id, '{Mark} appeal', '{Mark}-pl', '2017-11-03', 'kept', '2017-11-04')
        """,
        """
        INSERT INTO appeal (case_id, decision_id, person_id, text, language, made_at, outcome, reviewed_by, reviewed_at)
         VALUES (8765769, 8765767, 77, 'Of another', 'en', '2017-12-03', 'kept', @Id, '2017-12-04')
        """,
        "INSERT INTO case_conflict (case_id, person_id) VALUES (8765761, @Id)",
        $"INSERT INTO flag_word (word, folded, added_by, added_at) VALUES ('a word', 'a word', @Id, '2018-01-03')",
        "INSERT INTO notice (id, person_id, kind, decision_id, made_at, due_at) VALUES (8765770, @Id, 'decision', 8765766, '2018-02-03', '2018-02-04')",
        "INSERT INTO notice (id, person_id, kind, report_id, made_at, due_at) VALUES (8765771, @Id, 'report', 8765762, '2018-03-03', '2018-03-04')",
        "INSERT INTO session (id, person_id, created_at, expires_at) VALUES (@Session, @Id, '2007-02-03', '2038-02-03')",
    ];

    public static async Task<Actor> InsertAsync(DatabaseFixture fixture)
    {
        var actor = new Actor { PersonId = Id, Session = SessionKey.Hash(Mark) };
        foreach (var sql in Inserts) await fixture.ExecuteAsync(sql, new { Id, ContentId, Username, actor.Session });
        return actor;
    }
}
