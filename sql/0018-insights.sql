-- How often something was done in a day by everyone together. Totals without identity, because they cannot be computed later.

CREATE TABLE IF NOT EXISTS daily_count (
    -- In UTC.
    day DATE NOT NULL,
    what VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    count BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (day, what)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
