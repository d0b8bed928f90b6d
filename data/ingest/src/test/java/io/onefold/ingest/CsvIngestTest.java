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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CsvIngestTest {

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private SourceSpec csv(FileOptions options) {
        return csv(options, Map.of(), true);
    }

    private SourceSpec csv(FileOptions options, Map<String, String> exclude, boolean deletes) {
        return fixture.files(
                SourceKind.CSV,
                Drift.FAIL,
                new SourceTable(
                        "people",
                        "people",
                        List.of("id"),
                        null,
                        Duration.ZERO,
                        deletes,
                        exclude,
                        Map.of(),
                        options));
    }

    private List<String> people() {
        return fixture.rows(
                "people",
                "SELECT * EXCLUDE (_run_id, _ingested_at, _row_hash) FROM {raw} ORDER BY ALL");
    }

    private List<String> reasons() {
        return fixture.rows(
                "people",
                "SELECT _source, _source_row, _line, id, _reasons::VARCHAR FROM {quarantine} ORDER BY ALL");
    }

    @Test
    void fieldsArriveAsTheyAreWritten() {
        fixture.file(
                "p.csv",
                "\ufeffid,name,note\r\n1,\"a \"\"b\"\", c\",\r\n2,\"two\nlines\",\"\"\r\n\r\n3, x ,\"\\N\"\r\n4,\\N\ty\\,z");

        IngestResult result = fixture.run(csv(FileOptions.of("p.csv")));

        assertThat(result.read()).isEqualTo(4);
        assertThat(people())
                .containsExactly(
                        "1|a \"b\", c|null|p.csv|2|false",
                        "2|two\nlines||p.csv|3|false",
                        "3| x |\\N|p.csv|6|false",
                        "4|\\N\ty\\|z|p.csv|7|false");
    }

    @Test
    void linesThatAreNoRowsGoToQuarantineWithTheirNumberAndTheRestIsUnaffected() {
        byte[] text =
                "id,name\n1,a\n2,b,c\n3\n4,\"x\"y\n5,\u00ff\n6,\"open\n7,\"q\"\n,nokey\n8,h\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        fixture.file("p.csv", text);
        SourceSpec source = csv(FileOptions.of("p.csv"));

        IngestResult first = fixture.run(source);
        IngestResult second = fixture.run(source);

        assertThat(first.read()).isEqualTo(9);
        assertThat(first.quarantined()).isEqualTo(6);
        assertThat(people())
                .containsExactly("1|a|p.csv|2|false", "7|q|p.csv|8|false", "8|h|p.csv|10|false");
        assertThat(reasons())
                .containsExactly(
                        "p.csv|3|2,b,c|null|[{'rule': width, 'column': NULL, 'expected': 2 fields}]",
                        "p.csv|4|3|null|[{'rule': width, 'column': NULL, 'expected': 2 fields}]",
                        "p.csv|5|4,\"x\"y|null|[{'rule': quote, 'column': NULL, 'expected': a quoted field that ends with a quote before the delimiter}]",
                        "p.csv|6|5,\\xFF|null|[{'rule': encoding, 'column': NULL, 'expected': text in UTF-8}]",
                        "p.csv|7|6,\"open|null|[{'rule': quote, 'column': NULL, 'expected': a quoted field that ends with a quote before the delimiter}]",
                        "p.csv|9|null|null|[{'rule': key, 'column': id, 'expected': 'a value, as it is part of the key'}]");
        assertThat(second.unchanged()).isEqualTo(9);
        assertThat(second.written()).isZero();
    }

    @Test
    void duplicatesCollapseAndContradictionsAreAllSetAside() {
        fixture.file("p.csv", "id,name\n1,a\n1,a\n1,a\n2,b\n2,B\n2,b\n3,c\n");

        IngestResult result = fixture.run(csv(FileOptions.of("p.csv")));

        assertThat(result.read()).isEqualTo(7);
        assertThat(result.appended()).isEqualTo(2);
        assertThat(result.duplicates()).isEqualTo(3);
        assertThat(result.quarantined()).isEqualTo(2);
        assertThat(people()).containsExactly("1|a|p.csv|2|false", "3|c|p.csv|8|false");
        assertThat(
                        fixture.rows(
                                "people",
                                "SELECT id, name, _reasons[1].rule FROM {quarantine} ORDER BY ALL"))
                .containsExactly("2|B|conflict", "2|b|conflict");
    }

    @Test
    void severalFilesOfDifferentColumnOrdersAreOneTable() throws IOException {
        fixture.file("a.csv", "id,name\n1,x\n");
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write("name,id\ny,2\n".getBytes(StandardCharsets.UTF_8));
        }
        fixture.file("b.csv.gz", zipped.toByteArray());

        fixture.run(csv(FileOptions.of("*.csv*")));

        assertThat(people()).containsExactly("1|x|a.csv|2|false", "2|y|b.csv.gz|2|false");
    }

    @Test
    void otherDelimitersEncodingsAndNullTextsAreReadAsDeclared() {
        fixture.file(
                "p.csv",
                "1;'Dvořák';NULL\n2;'NULL';''\n".getBytes(Charset.forName("windows-1250")));
        SourceSpec source =
                fixture.files(
                        SourceKind.CSV,
                        Drift.FAIL,
                        new SourceTable(
                                "people",
                                "people",
                                List.of("_c0"),
                                null,
                                Duration.ZERO,
                                false,
                                Map.of(),
                                Map.of(),
                                new FileOptions("p.csv", ";", "'", false, "windows-1250", "NULL")));

        fixture.run(source);

        assertThat(people())
                .containsExactly("1|Dvořák|null|p.csv|1|false", "2|NULL||p.csv|2|false");
    }

    @Test
    void anExcludedColumnLeavesNoTraceEvenOfABrokenLine() {
        fixture.file("p.csv", "id,secret,name\n1,s3cr3t,a\n2,s3cr3t\n");

        fixture.run(csv(FileOptions.of("p.csv"), Map.of("secret", "credential"), false));

        assertThat(people()).containsExactly("1|a|p.csv|2|false");
        assertThat(reasons()).hasSize(1);
        assertThat(reasons().getFirst()).contains("width").doesNotContain("s3cr3t");
    }

    @Test
    void aKeyThatIsGoneIsMarkedUnlessALineCouldNotBeRead() {
        SourceSpec source = csv(FileOptions.of("p.csv"));
        fixture.file("p.csv", "id,name\n1,a\n2,b\n3,c\n");
        fixture.run(source);
        fixture.file("p.csv", "id,name\n1,a\n2,b,broken\n");
        IngestResult doubtful = fixture.run(source);
        fixture.file("p.csv", "id,name\n1,a\n2,b\n");
        IngestResult certain = fixture.run(source);

        assertThat(doubtful.deletedDetected()).isZero();
        assertThat(doubtful.notes()).singleElement().asString().contains("2 keys look gone");
        assertThat(certain.deletedDetected()).isEqualTo(1);
    }

    @Test
    void missingEmptyAndHeaderOnlyFilesFailTheRunWithTheFilesName() {
        SourceSpec source = csv(FileOptions.of("p.csv"));
        assertFails(source, "no file matches 'p.csv'");
        fixture.file("p.csv", "");
        assertFails(source, "p.csv of source 'silo' is empty (0 bytes)");
        fixture.file("p.csv", "id,name\n");
        assertFails(source, "[p.csv] of source 'silo' have no row");
        fixture.file("p.csv", "id,name,id\n1,a,1\n");
        assertFails(source, "names column 'id' twice, as column 1 and 3");
        fixture.file("p.csv", "ident,name\n1,a\n");
        assertFails(source, "has no column 'id', which its manifest names as key");
        fixture.file("p.csv.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        assertFails(csv(FileOptions.of("p.csv.gz")), "p.csv.gz of source 'silo' cannot be read");
    }

    private void assertFails(SourceSpec source, String message) {
        assertThatThrownBy(() -> fixture.run(source))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_FAILED))
                .hasMessageContaining(message);
    }
}
