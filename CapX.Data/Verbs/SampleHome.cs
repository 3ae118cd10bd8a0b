namespace CapX.Data.Verbs;

/// <summary>The origin of sample people: names, languages and sentences. In a sentence, {0} is a capacity's name and {1} an invented place.</summary>
internal sealed record SampleHome(string Language, string Wiki, string[] Territories, string[] AlsoSpoken, string[] Names, string[] Sentences)
{
    private static readonly string[] English =
    [
        "I have edited for many years and like to show others how.",
        "I help with {0} whenever someone asks.",
        "Our user group meets every month in {1}.",
        "I would like to learn more about {0}, best in small steps.",
        "I teach at a school near {1} and work with libraries.",
        "Evenings and weekends suit me best; I answer slowly but surely.",
        "Last year we held three workshops on {0} in {1}.",
        "I am new here.",
        "Together with friends from {1} I take photographs for Commons and write about old buildings, rivers and people that no one has written about yet.",
    ];

    public static IReadOnlyList<SampleHome> All { get; } =
    [
        new("en", "enwiki", ["GB", "US", "CA", "AU", "NZ", "IE", "ZA"], ["fr", "es", "de"],
            ["Alice", "Brian", "Chloe", "Daniel", "Emma", "Grace", "Zoë"], English),
        new("pt-br", "ptwiki", ["BR"], ["en", "es", "pt"], ["Ana", "João", "Luísa", "Caetano", "Íris", "Marília"],
        [
            "Edito há muitos anos e gosto de ensinar.", "Posso ajudar com {0}.", "Nosso grupo se reúne todo mês em {1}.", "Quero aprender mais sobre {0}.",
            "Sou professora em {1} e trabalho com bibliotecas.", "Respondo à noite e aos fins de semana.",
        ]),
        new("es", "eswiki", ["MX", "AR", "CO", "ES", "PE", "CL", "UY"], ["en", "pt", "ca"], ["Lucía", "Andrés", "Sofía", "Mateo", "Núria", "Íñigo"],
        [
            "Llevo años editando y me gusta enseñar.", "Puedo ayudar con {0}.", "Nos reunimos cada mes en {1}.", "Quisiera aprender más sobre {0}.",
            "Trabajo en una biblioteca de {1}.", "Soy nueva aquí.",
        ]),
        new("fr", "frwiki", ["FR", "CI", "CM", "BJ", "SN", "BE", "TN"], ["en", "ar", "de"], ["Élodie", "Kouassi", "Françoise", "Moussa", "Noël", "Aïssatou"],
        [
            "Je contribue depuis longtemps et j’aime transmettre.", "Je peux aider en {0}.", "Notre groupe se réunit chaque mois à {1}.",
            "J’aimerais en savoir plus sur {0}.", "J’enseigne à {1}.",
        ]),
        new("ar", "arwiki", ["EG", "MA", "JO", "IQ", "SA", "SD", "PS"], ["en", "fr"], ["مريم", "أحمد", "يوسف", "فاطمة", "ليلى"],
        [
            "أحرر منذ سنوات وأحب تعليم الآخرين.", "يمكنني المساعدة في {0}.", "نلتقي كل شهر في {1}.", "أريد أن أتعلم المزيد عن {0}.", "أعمل في مكتبة الجامعة.",
        ]),
        new("bn", "bnwiki", ["BD", "IN"], ["en", "hi"], ["রহিম", "অনন্যা", "শিরিন", "তানভীর"],
            ["আমি বহু বছর ধরে সম্পাদনা করি।", "আমি নতুনদের সাহায্য করতে ভালোবাসি।", "আমাদের দল প্রতি মাসে মিলিত হয়।", "আমি আরও শিখতে চাই।"]),
        new("th", "thwiki", ["TH"], ["en", "lo"], ["สมชาย", "มาลี", "ปิติ", "วีระ"],
            ["ฉันแก้ไขวิกิพีเดียมาหลายปีและชอบสอนผู้อื่น", "กลุ่มของเราพบกันทุกเดือน", "อยากเรียนรู้เรื่องการถ่ายภาพเพิ่มเติม", "ยินดีช่วยผู้เริ่มต้น"]),
        new("zh", "zhwiki", ["TW", "HK", "SG", "MY"], ["en", "ja"], ["王伟", "李娜", "陳怡君", "林小明"],
            ["我编辑维基百科多年，喜欢教别人。", "我们每个月举办一次编辑松。", "我想学习Lua编程和小工具。", "欢迎新手来问我。", "在圖書館工作。"]),
        new("ru", "ruwiki", ["RU", "KZ", "AM"], ["en", "uk", "tt"], ["Ольга", "Иван", "Ёлка", "Михаил"],
            ["Я редактирую много лет и люблю учить других.", "Наша группа встречается каждый месяц.", "Хочу больше узнать о модулях и шаблонах.",
            "Помогу новичкам."]),
        new("de", "dewiki", ["DE", "AT", "CH"], ["en", "fr"], ["Jürgen", "Käthe", "Björn", "Anneliese"],
            ["Ich schreibe seit Jahren mit und zeige gern, wie es geht.", "Unser Stammtisch trifft sich jeden Monat in {1}.",
            "Ich möchte mehr über {0} lernen.", "Straßen, Flüsse und Denkmäler."]),
        new("hi", "hiwiki", ["IN", "NP"], ["en", "bn", "ta"], ["प्रिया", "राहुल", "अनीता"],
            ["मैं कई वर्षों से संपादन करता हूँ।", "नए लोगों की मदद करना अच्छा लगता है।"]),
        new("ja", "jawiki", ["JP"], ["en"], ["さくら", "健太", "ユキ"], ["長年ウィキペディアを編集しています。", "写真と図書館が好きです。", "初心者の質問を歓迎します。"]),
        new("ko", "kowiki", ["KR"], ["en"], ["김민준", "이서연"], ["위키백과를 여러 해 편집했습니다.", "새로운 사용자를 돕고 싶습니다."]),
        new("uk", "ukwiki", ["UA"], ["en", "pl"], ["Оксана", "Тарас"], ["Редагую вже багато років.", "Шукаю тих, хто навчить мене знімати відео."]),
        new("pl", "plwiki", ["PL"], ["en", "de"], ["Łukasz", "Żaneta", "Święta"], ["Edytuję od lat i chętnie uczę innych.", "Spotykamy się co miesiąc w {1}."]),
        new("tr", "trwiki", ["TR"], ["en", "de"], ["İrem", "Işıl", "Çağrı"],
            ["Yıllardır düzenliyorum ve öğretmeyi seviyorum.", "Her ay {1} kentinde buluşuyoruz."]),
        new("id", "idwiki", ["ID"], ["en", "jv"], ["Siti", "Budi", "Dewi"],
            ["Saya menyunting sejak lama dan senang mengajar.", "Kami bertemu setiap bulan di {1}."]),
        new("sw", "swwiki", ["TZ", "KE"], ["en"], ["Amina", "Juma", "Neema"],
            ["Ninahariri kwa miaka mingi na napenda kufundisha.", "Tunakutana kila mwezi mjini {1}."]),
        new("ha", "hawiki", ["NG", "NE"], ["en", "fr"], ["Aisha", "Musa"], English),
        new("ig", "igwiki", ["NG"], ["en"], ["Chidi", "Ngọzi", "Ụchenna"], English),
        new("tw", "twwiki", ["GH"], ["en"], ["Kwame", "Akosua", "Ɛsi"], English),
        new("vi", "viwiki", ["VN"], ["en"], ["Nguyễn", "Trần", "Đặng"],
            ["Tôi biên tập đã nhiều năm và thích hướng dẫn người khác.", "Chúng tôi gặp nhau mỗi tháng ở {1}."]),
        new("fa", "fawiki", ["IR", "AF"], ["en", "ar"], ["نرگس", "کیان"], ["سال‌هاست ویرایش می‌کنم و آموزش را دوست دارم.", "هر ماه دور هم جمع می‌شویم."]),
        new("el", "elwiki", ["GR", "CY"], ["en"], ["Ελένη", "Γιώργος"], ["Γράφω εδώ και χρόνια και μου αρέσει να διδάσκω.", "Συναντιόμαστε κάθε μήνα."]),
    ];
}
