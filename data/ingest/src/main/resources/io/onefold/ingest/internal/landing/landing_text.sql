-- The plain text of a landed field: takes back the escapes of PostgreSQL's COPY.
-- A doubled backslash splits first, so that what follows it is not taken for an escape.
CREATE OR REPLACE TEMP MACRO landing_text(t) AS
CASE
    WHEN contains(t, '\') THEN
        array_to_string(
            list_transform(
                string_split(t, '\\'),
                lambda part:
                    replace(replace(replace(replace(replace(replace(replace(
                        part,
                        '\n', chr(10)),
                        '\t', chr(9)),
                        '\r', chr(13)),
                        '\b', chr(8)),
                        '\f', chr(12)),
                        '\v', chr(11)),
                        '\0', chr(0))),
            '\')
    ELSE t
END
