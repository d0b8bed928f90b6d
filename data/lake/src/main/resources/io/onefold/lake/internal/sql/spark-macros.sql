-- The functions of Spark SQL 4.1 (ANSI mode, session time zone UTC) that DuckDB lacks or reads otherwise.
-- A semicolon at the end of a line ends a statement. A call that would meet its own macro goes to system.main.

-- Null handling.
CREATE MACRO spark.nvl(a, b) AS coalesce(a, b);
CREATE MACRO spark.nvl2(a, b, c) AS CASE WHEN a IS NOT NULL THEN b ELSE c END;
CREATE MACRO spark.ifnull(a, b) AS coalesce(a, b);
CREATE MACRO spark.isnull(a) AS a IS NULL;
CREATE MACRO spark.isnotnull(a) AS a IS NOT NULL;
CREATE MACRO spark.zeroifnull(a) AS coalesce(a, 0);
CREATE MACRO spark.nullifzero(a) AS nullif(a, 0);
CREATE MACRO spark.try_divide(a, b) AS CASE WHEN b = 0 THEN NULL ELSE a / b END;

-- Text. Unlike DuckDB's, Spark's concat is null when a part is null, and a substring may start at 0.
CREATE MACRO spark.concat
    (a) AS CAST(a AS VARCHAR),
    (a, b) AS CAST(a AS VARCHAR) || CAST(b AS VARCHAR),
    (a, b, c) AS CAST(a AS VARCHAR) || CAST(b AS VARCHAR) || CAST(c AS VARCHAR),
    (a, b, c, d) AS CAST(a AS VARCHAR) || CAST(b AS VARCHAR) || CAST(c AS VARCHAR) || CAST(d AS VARCHAR),
    (a, b, c, d, e) AS CAST(a AS VARCHAR) || CAST(b AS VARCHAR) || CAST(c AS VARCHAR) || CAST(d AS VARCHAR) || CAST(e AS VARCHAR),
    (a, b, c, d, e, f) AS CAST(a AS VARCHAR) || CAST(b AS VARCHAR) || CAST(c AS VARCHAR) || CAST(d AS VARCHAR) || CAST(e AS VARCHAR) || CAST(f AS VARCHAR),
    (a, b, c, d, e, f, g) AS CAST(a AS VARCHAR) || CAST(b AS VARCHAR) || CAST(c AS VARCHAR) || CAST(d AS VARCHAR) || CAST(e AS VARCHAR) || CAST(f AS VARCHAR) || CAST(g AS VARCHAR),
    (a, b, c, d, e, f, g, h) AS CAST(a AS VARCHAR) || CAST(b AS VARCHAR) || CAST(c AS VARCHAR) || CAST(d AS VARCHAR) || CAST(e AS VARCHAR) || CAST(f AS VARCHAR) || CAST(g AS VARCHAR) || CAST(h AS VARCHAR),
    (a, b, c, d, e, f, g, h, i) AS CAST(a AS VARCHAR) || CAST(b AS VARCHAR) || CAST(c AS VARCHAR) || CAST(d AS VARCHAR) || CAST(e AS VARCHAR) || CAST(f AS VARCHAR) || CAST(g AS VARCHAR) || CAST(h AS VARCHAR) || CAST(i AS VARCHAR),
    (a, b, c, d, e, f, g, h, i, j) AS CAST(a AS VARCHAR) || CAST(b AS VARCHAR) || CAST(c AS VARCHAR) || CAST(d AS VARCHAR) || CAST(e AS VARCHAR) || CAST(f AS VARCHAR) || CAST(g AS VARCHAR) || CAST(h AS VARCHAR) || CAST(i AS VARCHAR) || CAST(j AS VARCHAR),
    (a, b, c, d, e, f, g, h, i, j, k) AS CAST(a AS VARCHAR) || CAST(b AS VARCHAR) || CAST(c AS VARCHAR) || CAST(d AS VARCHAR) || CAST(e AS VARCHAR) || CAST(f AS VARCHAR) || CAST(g AS VARCHAR) || CAST(h AS VARCHAR) || CAST(i AS VARCHAR) || CAST(j AS VARCHAR) || CAST(k AS VARCHAR),
    (a, b, c, d, e, f, g, h, i, j, k, l) AS CAST(a AS VARCHAR) || CAST(b AS VARCHAR) || CAST(c AS VARCHAR) || CAST(d AS VARCHAR) || CAST(e AS VARCHAR) || CAST(f AS VARCHAR) || CAST(g AS VARCHAR) || CAST(h AS VARCHAR) || CAST(i AS VARCHAR) || CAST(j AS VARCHAR) || CAST(k AS VARCHAR) || CAST(l AS VARCHAR);
CREATE MACRO spark.length(s) AS system.main.length(CAST(s AS VARCHAR));
CREATE MACRO spark.char_length(s) AS system.main.length(CAST(s AS VARCHAR));
CREATE MACRO spark.character_length(s) AS system.main.length(CAST(s AS VARCHAR));
CREATE MACRO spark.substring
    (s, p) AS system.main.substring(CAST(s AS VARCHAR), CASE WHEN p = 0 THEN 1 ELSE p END),
    (s, p, n) AS system.main.substring(CAST(s AS VARCHAR), CASE WHEN p = 0 THEN 1 ELSE p END, greatest(n, 0));
CREATE MACRO spark.substr
    (s, p) AS system.main.substring(CAST(s AS VARCHAR), CASE WHEN p = 0 THEN 1 ELSE p END),
    (s, p, n) AS system.main.substring(CAST(s AS VARCHAR), CASE WHEN p = 0 THEN 1 ELSE p END, greatest(n, 0));
CREATE MACRO spark.substring_index(s, d, n) AS CASE
    WHEN n > 0 THEN array_to_string(list_slice(string_split(s, d), 1, n), d)
    WHEN n < 0 THEN array_to_string(list_slice(string_split(s, d), greatest(len(string_split(s, d)) + n + 1, 1), -1), d)
    WHEN n = 0 THEN '' END;
CREATE MACRO spark.initcap(s) AS array_to_string(
    list_transform(string_split(lower(s), ' '), lambda w: upper(w[1]) || w[2:]), ' ');
CREATE MACRO spark.locate
    (needle, s) AS instr(s, needle),
    (needle, s, p) AS CASE
        WHEN p < 1 THEN 0
        WHEN instr(system.main.substring(s, p), needle) = 0 THEN 0
        ELSE instr(system.main.substring(s, p), needle) + p - 1 END;
CREATE MACRO spark.charindex(needle, s) AS instr(s, needle);
CREATE MACRO spark.lpad
    (s, n) AS system.main.lpad(s, n, ' '),
    (s, n, p) AS system.main.lpad(s, n, p);
CREATE MACRO spark.rpad
    (s, n) AS system.main.rpad(s, n, ' '),
    (s, n, p) AS system.main.rpad(s, n, p);
CREATE MACRO spark.btrim(s) AS trim(s);
CREATE MACRO spark.replace
    (s, a) AS CASE WHEN a = '' THEN s ELSE system.main.replace(s, a, '') END,
    (s, a, b) AS CASE WHEN a = '' THEN s ELSE system.main.replace(s, a, b) END;
CREATE MACRO spark.space(n) AS repeat(' ', n);
CREATE MACRO spark.startswith(s, p) AS starts_with(s, p);
CREATE MACRO spark.endswith(s, p) AS ends_with(s, p);
CREATE MACRO spark.base64(s) AS to_base64(encode(s));
CREATE MACRO spark.unbase64(s) AS from_base64(s);
CREATE MACRO spark.get_json_object(s, p) AS json_extract_string(s, p);

-- Regular expressions. Spark replaces every match, names groups $1 and takes group 1 when none is named.
CREATE MACRO spark.regexp_like(s, p) AS regexp_matches(s, p);
CREATE MACRO spark.regexp(s, p) AS regexp_matches(s, p);
CREATE MACRO spark.rlike(s, p) AS regexp_matches(s, p);
CREATE MACRO spark.regexp_replace(s, p, r) AS
    system.main.regexp_replace(s, p, system.main.regexp_replace(r, '[$]([0-9])', '\\\1', 'g'), 'g');
CREATE MACRO spark.regexp_extract
    (s, p) AS system.main.regexp_extract(s, p, 1),
    (s, p, i) AS system.main.regexp_extract(s, p, i);
CREATE MACRO spark.regexp_extract_all
    (s, p) AS system.main.regexp_extract_all(s, p, 1),
    (s, p, i) AS system.main.regexp_extract_all(s, p, i);
CREATE MACRO spark.regexp_count(s, p) AS len(system.main.regexp_extract_all(s, p, 0));
CREATE MACRO spark.split(s, p) AS string_split_regex(s, p);

-- Digests.
CREATE MACRO spark.sha2(s, bits) AS CASE
    WHEN bits IN (0, 256) THEN sha256(s)
    ELSE error('sha2 has ' || bits || ' bits; expected 256 (or 0, the same)') END;
CREATE MACRO spark.sha(s) AS sha1(s);

-- Numbers.
CREATE MACRO spark.pmod(a, b) AS ((a % b) + b) % b;
CREATE MACRO spark.positive(a) AS a;
CREATE MACRO spark.negative(a) AS -a;
CREATE MACRO spark.ceil(a) AS CAST(system.main.ceil(a) AS BIGINT);
CREATE MACRO spark.ceiling(a) AS CAST(system.main.ceil(a) AS BIGINT);
CREATE MACRO spark.floor(a) AS CAST(system.main.floor(a) AS BIGINT);
CREATE MACRO spark.bround(a, n) AS round_even(a, n);

-- Dates and times. A pattern is translated in two steps, so that no translated letter is translated again.
CREATE MACRO spark.letters_of(f) AS
    system.main.replace(system.main.replace(system.main.replace(system.main.replace(system.main.replace(
    system.main.replace(system.main.replace(system.main.replace(system.main.replace(system.main.replace(
    system.main.replace(system.main.replace(system.main.replace(system.main.replace(system.main.replace(f
    , 'yyyy', chr(57344)), 'yy', chr(57345)), 'MMMM', chr(57346)), 'MMM', chr(57347)), 'MM', chr(57348))
    , 'dd', chr(57349)), 'HH', chr(57350)), 'hh', chr(57351)), 'mm', chr(57352)), 'SSSSSS', chr(57353))
    , 'SSS', chr(57354)), 'ss', chr(57355)), 'EEEE', chr(57356)), 'EEE', chr(57357)), 'DDD', chr(57358));
-- The CASE keeps the type open until a call, which strptime needs: it wants a constant.
CREATE MACRO spark.pattern_of(f) AS CASE WHEN f IS NULL THEN f ELSE
    system.main.replace(system.main.replace(system.main.replace(system.main.replace(system.main.replace(
    system.main.replace(system.main.replace(system.main.replace(system.main.replace(system.main.replace(
    system.main.replace(system.main.replace(system.main.replace(system.main.replace(system.main.replace(spark.letters_of(system.main.replace(f, '''', ''))
    , chr(57344), '%Y'), chr(57345), '%y'), chr(57346), '%B'), chr(57347), '%b'), chr(57348), '%m'), chr(57349), '%d')
    , chr(57350), '%H'), chr(57351), '%I'), chr(57352), '%M'), chr(57353), '%f'), chr(57354), '%g'), chr(57355), '%S')
    , chr(57356), '%A'), chr(57357), '%a'), chr(57358), '%j') END;
CREATE MACRO spark.digits_of(n, width) AS system.main.lpad(CAST(n AS VARCHAR), width, '0');
CREATE MACRO spark.formatted_of(t, f) AS
    system.main.replace(system.main.replace(system.main.replace(system.main.replace(system.main.replace(
    system.main.replace(system.main.replace(system.main.replace(system.main.replace(system.main.replace(
    system.main.replace(system.main.replace(system.main.replace(system.main.replace(system.main.replace(spark.letters_of(system.main.replace(f, '''', '')),
    chr(57344), spark.digits_of(year(t), 4)),
    chr(57345), spark.digits_of(year(t) % 100, 2)),
    chr(57346), system.main.monthname(t)),
    chr(57347), left(system.main.monthname(t), 3)),
    chr(57348), spark.digits_of(month(t), 2)),
    chr(57349), spark.digits_of(day(t), 2)),
    chr(57350), spark.digits_of(hour(t), 2)),
    chr(57351), spark.digits_of((hour(t) + 11) % 12 + 1, 2)),
    chr(57352), spark.digits_of(minute(t), 2)),
    chr(57353), spark.digits_of(microsecond(t) % 1000000, 6)),
    chr(57354), spark.digits_of(millisecond(t) % 1000, 3)),
    chr(57355), spark.digits_of(second(t), 2)),
    chr(57356), system.main.dayname(t)),
    chr(57357), left(system.main.dayname(t), 3)),
    chr(57358), spark.digits_of(dayofyear(t), 3));
CREATE MACRO spark.date_format(t, f) AS spark.formatted_of(CAST(t AS TIMESTAMP), f);
CREATE MACRO spark.to_date
    (s) AS CAST(CAST(s AS TIMESTAMP) AS DATE),
    (s, f) AS CAST(strptime(s, spark.pattern_of(f)) AS DATE);
CREATE MACRO spark.try_to_date
    (s) AS CAST(TRY_CAST(s AS TIMESTAMP) AS DATE),
    (s, f) AS CAST(try_strptime(s, spark.pattern_of(f)) AS DATE);
CREATE MACRO spark.to_timestamp
    (s) AS CAST(s AS TIMESTAMP WITH TIME ZONE),
    (s, f) AS CAST(strptime(s, spark.pattern_of(f)) AS TIMESTAMP WITH TIME ZONE);
CREATE MACRO spark.try_to_timestamp
    (s) AS TRY_CAST(s AS TIMESTAMP WITH TIME ZONE),
    (s, f) AS CAST(try_strptime(s, spark.pattern_of(f)) AS TIMESTAMP WITH TIME ZONE);
CREATE MACRO spark.to_timestamp_ntz(s) AS CAST(s AS TIMESTAMP);
CREATE MACRO spark.unix_timestamp
    (t) AS CAST(system.main.floor(epoch(CAST(t AS TIMESTAMP WITH TIME ZONE))) AS BIGINT),
    (s, f) AS CAST(system.main.floor(epoch(strptime(s, spark.pattern_of(f)))) AS BIGINT);
CREATE MACRO spark.from_unixtime
    (n) AS strftime(make_timestamp(n * 1000000), '%Y-%m-%d %H:%M:%S'),
    (n, f) AS spark.formatted_of(make_timestamp(n * 1000000), f);
CREATE MACRO spark.timestamp_seconds(n) AS system.main.to_timestamp(n);
CREATE MACRO spark.timestamp_millis(n) AS CAST(epoch_ms(CAST(n AS BIGINT)) AS TIMESTAMP WITH TIME ZONE);
CREATE MACRO spark.timestamp_micros(n) AS CAST(make_timestamp(CAST(n AS BIGINT)) AS TIMESTAMP WITH TIME ZONE);
CREATE MACRO spark.unix_millis(t) AS epoch_ms(t);
CREATE MACRO spark.unix_micros(t) AS epoch_us(t);
CREATE MACRO spark.unix_date(d) AS CAST(CAST(d AS DATE) - DATE '1970-01-01' AS INTEGER);
CREATE MACRO spark.date_from_unix_date(n) AS DATE '1970-01-01' + CAST(n AS INTEGER);
CREATE MACRO spark.date_add(d, n) AS CAST(d AS DATE) + CAST(n AS INTEGER);
CREATE MACRO spark.dateadd(d, n) AS CAST(d AS DATE) + CAST(n AS INTEGER);
CREATE MACRO spark.date_sub(d, n) AS CAST(d AS DATE) - CAST(n AS INTEGER);
CREATE MACRO spark.datediff(later, earlier) AS CAST(CAST(later AS DATE) - CAST(earlier AS DATE) AS INTEGER);
CREATE MACRO spark.date_diff(later, earlier) AS CAST(CAST(later AS DATE) - CAST(earlier AS DATE) AS INTEGER);
CREATE MACRO spark.add_months(d, n) AS CAST(CAST(d AS DATE) + to_months(CAST(n AS INTEGER)) AS DATE);
CREATE MACRO spark.make_interval
    (y) AS to_years(CAST(y AS INTEGER)),
    (y, m) AS to_years(CAST(y AS INTEGER)) + to_months(CAST(m AS INTEGER)),
    (y, m, w) AS to_years(CAST(y AS INTEGER)) + to_months(CAST(m AS INTEGER)) + to_weeks(CAST(w AS INTEGER)),
    (y, m, w, d) AS to_years(CAST(y AS INTEGER)) + to_months(CAST(m AS INTEGER)) + to_weeks(CAST(w AS INTEGER)) + to_days(CAST(d AS INTEGER)),
    (y, m, w, d, h) AS to_years(CAST(y AS INTEGER)) + to_months(CAST(m AS INTEGER)) + to_weeks(CAST(w AS INTEGER)) + to_days(CAST(d AS INTEGER)) + to_hours(CAST(h AS BIGINT));
CREATE MACRO spark.from_utc_timestamp(t, z) AS
    CAST(timezone(z, CAST(t AS TIMESTAMP WITH TIME ZONE)) AS TIMESTAMP WITH TIME ZONE);
CREATE MACRO spark.to_utc_timestamp(t, z) AS timezone(z, CAST(t AS TIMESTAMP));
CREATE MACRO spark.unit_of(u) AS CASE
    WHEN lower(u) IN ('year', 'yyyy', 'yy') THEN 'year'
    WHEN lower(u) IN ('month', 'mon', 'mm') THEN 'month'
    WHEN lower(u) IN ('day', 'dd') THEN 'day'
    ELSE lower(u) END;
CREATE MACRO spark.trunc(d, u) AS CAST(system.main.date_trunc(spark.unit_of(u), CAST(d AS DATE)) AS DATE);
CREATE MACRO spark.date_trunc(u, t) AS
    system.main.date_trunc(spark.unit_of(u), CAST(t AS TIMESTAMP WITH TIME ZONE));
CREATE MACRO spark.dayofweek(d) AS system.main.dayofweek(CAST(d AS DATE)) + 1;
CREATE MACRO spark.weekday(d) AS isodow(CAST(d AS DATE)) - 1;
CREATE MACRO spark.dayname(d) AS left(system.main.dayname(CAST(d AS DATE)), 3);
CREATE MACRO spark.monthname(d) AS left(system.main.monthname(CAST(d AS DATE)), 3);

-- Lists and aggregates.
CREATE MACRO spark.size(l) AS len(l);
CREATE MACRO spark.array_size(l) AS len(l);
CREATE MACRO spark.array_join(l, d) AS array_to_string(l, d);
CREATE MACRO spark.sort_array(l) AS list_sort(l, 'ASC', 'NULLS FIRST');
CREATE MACRO spark.sequence
    (a, b) AS generate_series(a, b),
    (a, b, s) AS generate_series(a, b, s);
CREATE MACRO spark.collect_list(x) AS coalesce(list(x) FILTER (WHERE x IS NOT NULL), []);
CREATE MACRO spark.collect_set(x) AS coalesce(list(DISTINCT x) FILTER (WHERE x IS NOT NULL), []);
CREATE MACRO spark.every(x) AS bool_and(x);
CREATE MACRO spark.percentile(x, p) AS quantile_cont(x, p);

-- What Onefold brings to both engines, as neither can spell an ordered list the way the other does: a text, or null, with
-- its place from 0 to 999999999, null without a place; and a list of such texts in the order of their places.
CREATE MACRO spark.placed(place, s) AS system.main.lpad(CAST(place AS VARCHAR), 9, '0') || coalesce('=' || s, '-');
CREATE MACRO spark.in_place_order(l) AS list_transform(list_sort(CAST(l AS VARCHAR[])),
    lambda s: CASE WHEN system.main.substring(s, 10, 1) = '=' THEN system.main.substring(s, 11) END);

-- Types that only Spark names.
CREATE TYPE spark.timestamp_ntz AS TIMESTAMP;
CREATE TYPE spark.timestamp_ltz AS TIMESTAMP WITH TIME ZONE;
