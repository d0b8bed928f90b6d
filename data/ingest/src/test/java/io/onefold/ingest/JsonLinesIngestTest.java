package io.onefold.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.Drift;
import io.onefold.catalog.FileOptions;
import io.onefold.catalog.SourceKind;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// JSON lines: every member is a text, as it is spelt.
class JsonLinesIngestTest {

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private SourceSpec json(Map<String, String> exclude) {
        return fixture.files(
                SourceKind.JSON,
                Drift.ADD,
                new SourceTable(
                        "events",
                        "events",
                        List.of("id"),
                        null,
                        Duration.ZERO,
                        true,
                        exclude,
                        Map.of(),
                        FileOptions.of("*.jsonl")));
    }

    private List<String> events(String columns) {
        return fixture.rows("events", "SELECT " + columns + " FROM {raw} ORDER BY ALL");
    }

    @Test
    void membersOfAnyKindAndOrderArriveAsTheyAreSpelt() {
        fixture.file(
                "e.jsonl",
                """
                {"id": 1, "name": "Ada", "amount": 1.50, "tags": ["a", "b"], "address": {"city": "Pune"}}

                {"name": null, "id": "2", "ok": true, "amount": 1e3}
                {"id": 3, "name": "tab\\tline\\nback\\\\slash \\u00e9 \\ud83d\\ude00"}
                """);

        IngestResult first = fixture.run(json(Map.of()));
        IngestResult second = fixture.run(json(Map.of()));

        assertThat(first.read()).isEqualTo(3);
        assertThat(first.appended()).isEqualTo(3);
        assertThat(second.unchanged()).isEqualTo(3);
        assertThat(second.written()).isZero();
        assertThat(events("id, name, amount, tags, address, ok, _source_row"))
                .containsExactly(
                        "1|Ada|1.50|[\"a\", \"b\"]|{\"city\": \"Pune\"}|null|1",
                        "2|null|1e3|null|null|true|3",
                        "3|tab\tline\nback\\slash é \ud83d\ude00|null|null|null|null|4");
    }

    @Test
    void linesThatAreNoObjectGoToQuarantineWithTheirNumberAndTheRestIsUnaffected() {
        byte[] text =
                """
                {"id": 1}
                {"id": 2
                [1, 2]
                {"id": 4, "id": 5}
                {"id": 6, "name": "\\ud83d"}
                {"id": 7, "name": "ÿ"}
                {"name": "no key"}
                {"id": 9} {"id": 10}
                """
                        .getBytes(StandardCharsets.ISO_8859_1);
        fixture.file("e.jsonl", text);

        IngestResult first = fixture.run(json(Map.of()));
        IngestResult second = fixture.run(json(Map.of()));

        assertThat(first.read()).isEqualTo(8);
        assertThat(first.appended()).isEqualTo(1);
        assertThat(first.quarantined()).isEqualTo(7);
        assertThat(second.written()).isZero();
        assertThat(second.unchanged()).isEqualTo(8);
        assertThat(
                        fixture.rows(
                                "events",
                                "SELECT _source_row, _reasons[1].rule FROM {quarantine} ORDER BY ALL"))
                .containsExactly(
                        "2|json", "3|json", "4|json", "5|json", "6|encoding", "7|key", "8|json");
    }

    @Test
    void anExcludedMemberIsNeverStoredNotEvenOfABrokenLine() {
        fixture.file(
                "e.jsonl", "{\"id\": 1, \"pin\": \"s3cr3t\"}\n{\"id\": 2, \"pin\": \"s3cr3t\"\n");

        fixture.run(json(Map.of("pin", "credential")));

        assertThat(events("id")).containsExactly("1");
        assertThat(fixture.raw("events").columns()).noneMatch(c -> c.name().equals("pin"));
        assertThat(fixture.rows("events", "SELECT _line FROM {quarantine}"))
                .containsExactly("line 2 of file 1 is not stored: columns are excluded");
    }

    @Test
    void aMemberThatIsNewIsDriftAndAKeyThatIsGoneIsMarked() {
        fixture.file("e.jsonl", "{\"id\": 1}\n{\"id\": 2}\n");
        fixture.run(json(Map.of()));
        fixture.file("e.jsonl", "{\"id\": 1, \"further\": 7}\n");

        IngestResult result = fixture.run(json(Map.of()));

        assertThat(result.columnsAdded()).containsExactly("further");
        assertThat(result.deletedDetected()).isEqualTo(1);
        assertThat(events("id, further, _deleted"))
                .containsExactly("1|7|false", "1|null|false", "2|null|false", "2|null|true");
    }

    @Test
    void aFileWithoutARowFailsTheRun() {
        fixture.file("e.jsonl", "\n\n");

        assertThatThrownBy(() -> fixture.run(json(Map.of())))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_FAILED))
                .hasMessageContaining("e.jsonl");
    }
}
