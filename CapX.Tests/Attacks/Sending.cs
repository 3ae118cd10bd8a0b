using CapX.Data.Capacities;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Moderation;
using CapX.Data.Organizations;

namespace CapX.Tests.Attacks;

/// <summary>A text field of a form: its name, its place in the corpus, its maximum length and the column that stores it.</summary>
internal sealed record SentText(string Field, string Place, int Longest, string Column);

/// <summary>A form with text fields that is submitted over HTTP as its page offers it, once for each part of the corpus.</summary>
internal sealed record Sending(string Who, Func<int, string> Page, params SentText[] Texts)
{
    /// <summary>The URL that the form posts to, by default its own page.</summary>
    public Func<int, string>? To { get; init; }
    public string? Handler { get; init; }

    /// <summary>Valid values for the other fields.</summary>
    public Func<int, (string, string)[]> Others { get; init; } = _ => [];

    /// <summary>The thing and key of a report form that must have been opened a while before it is submitted.</summary>
    public (string Thing, string Key)? Drawn { get; init; }

    /// <summary>All forms over HTTP that take people's texts, ordered so that each one finds the data that it needs.</summary>
    public static IReadOnlyList<Sending> All(AttackWorld world, Func<string, ulong> newest) =>
    [
        new("member", number => $"/exchanges/propose?to=Sample_Organizer&kind=ask&capacity={world.Leaves[20 + number]}",
            new("Message", "message", SendMessageCommand.Longest, "exchange_message.text"), new("Hope", "hope", Proposal.LongestText, "exchange.hope"),
            new("Gives", "gives", Proposal.LongestText, "exchange.gives"))
        { Handler = "propose", Others = number => [("Capacity", world.Leaves[20 + number]), ("Language", "en")] },
        new("member", _ => $"/exchanges/{world.Talk}",
            new SentText("text", "answer", SendMessageCommand.Longest, "exchange_message.text")) { To = _ => $"/exchanges/{world.Talk}/messages",
                Others = _ => [("language", "en")] },
        new("organizer", number => $"/exchanges/{world.Proposed[number]}",
            new SentText("word", "word", ChangeExchangeCommand.LongestWord, "exchange_change.word"))
        { To = number => $"/exchanges/{world.Proposed[number]}/change", Others = _ => [("do", "decline")] },
        new("member", _ => $"/exchanges/{world.DoneExchange}/outcome", new("Learned", "outcome", OutcomeForm.LongestText, "exchange_outcome.learned"),
            new("TaughtBack", "taught", OutcomeForm.LongestText, "exchange_outcome.taught_back")) { Handler = "outcome",
                Others = number => [("Happened", "yes"), ("Hours", Corpus.Digits(30)[number % 8])] },
        new("member", _ => $"/events/{world.PastEvent}/learned",
            new SentText("Text", "learned", LearnedForm.LongestText, "event_learned.text")) { Handler = "learned",
                Others = _ => [("TextLanguage", "en"), ("MayQuote", "true")] },
        new("member", _ => "/capacities/suggest",
            new("Name", "suggested", ChangeCapacityCommand.LongestName, "capacity_suggestion.name"),
            new("Description", "suggested-text", ChangeCapacityCommand.LongestDescription, "capacity_suggestion.description"),
            new("Reason", "because", SuggestCapacityCommand.LongestReason, "capacity_suggestion.reason"))
        { Handler = "suggest", Others = _ => [("Kind", "add"), ("Language", "en")] },
        new("curator", _ => "/capacities/manage/suggestions", new SentText("word", "answered", AnswerSuggestionCommand.LongestWord, "capacity_suggestion.word"))
        { To = _ => $"/capacities/manage/suggestions/{newest("SELECT MIN(id) FROM capacity_suggestion WHERE state = 'waiting'")}/answer" },
        new("curator", _ => "/capacities/manage/add", new("name-en", "capacity", ChangeCapacityCommand.LongestName, "capacity_name.name"),
            new("description-en", "capacity-text", ChangeCapacityCommand.LongestDescription, "capacity_name.description"))
        { Handler = "add", Others = number => [("Below", "technology"), ("Code", $"added-{number}")] },
        new("curator", number => $"/capacities/manage/added-{number}/names", new("name-en", "renamed", ChangeCapacityCommand.LongestName, "capacity_name.name"),
            new("description-en", "renamed-text", ChangeCapacityCommand.LongestDescription, "capacity_name.description"))
        { Handler = "names", Others = number => [("Version", $"{newest($"SELECT version FROM capacity WHERE code = 'added-{number}'")}")] },
        new("curator", number => $"/organizations/{world.Refused[number]}/remove",
            new SentText("Word", "removed", RemoveOrganizationCommand.LongestWord, "notice.word")) { Handler = "remove" },
        new("visitor", _ => $"/report?thing=listing&key={world.Listings[0]}",
            new SentText("Text", "report", ReportForm.LongestText, "report.text")) { To = _ => "/report", Handler = "report",
                Drawn = ("listing", $"{world.Listings[0]}"),
                Others = _ => [("Thing", "listing"), ("Key", $"{world.Listings[0]}"), ("Reason", "insults"), ("Language", "en")] },
        new("member", _ => "/report", new SentText("Text", "reported", ReportForm.LongestText, "report.text")) { Handler = "report",
            Drawn = ("person", "Sample_Organizer"),
            Others = _ => [("Thing", "person"), ("Key", "Sample_Organizer"), ("Reason", "threats"), ("Language", "en")] },
        new("moderator", _ => $"/moderation/cases/{newest(PersonCase)}",
            new SentText("NoteText", "note", HandleCaseCommand.LongestNote, "case_note.text")) { Handler = "note", Others = _ => [("NoteTo", "u4c")] },
        new("moderator", _ => $"/moderation/cases/{newest(PersonCase)}",
            new SentText("Reason", "decision", Decisions.LongestReason, "log_reason.text")) { Handler = "decide",
                Others = _ => [("Kind", "advice"), ("ReasonLanguage", "en")] },
        new("organizer", _ => $"/decisions/{newest("SELECT MAX(id) FROM decision")}",
            new SentText("Text", "appeal", AppealCommand.LongestText, "appeal.text")) { Handler = "appeal", Others = _ => [("Language", "en")] },
        new("moderator-two", _ => $"/moderation/cases/{newest(AppealCase)}",
            new SentText("Reason", "review", Decisions.LongestReason, "log_reason.text")) { Handler = "review",
                Others = _ => [("Outcome", "kept"), ("ReasonLanguage", "en")] },
        new("moderator", _ => "/moderation/words", new SentText("Lines", "words", int.MaxValue, "flag_word.word")) { Handler = "words" },
    ];

    /// <summary>The cases that a moderator must take before deciding them.</summary>
    public const string PersonCase = "SELECT MAX(id) FROM moderation_case WHERE kind = 'reports' AND thing = 'person'";
    public const string AppealCase = "SELECT MAX(id) FROM moderation_case WHERE kind = 'appeal'";
}
