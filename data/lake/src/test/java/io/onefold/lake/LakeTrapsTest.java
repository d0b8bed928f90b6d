package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.util.List;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The traps of the engine, of names and of files.
class LakeTrapsTest extends TrapTable {

    @Test
    void noExtensionIsInstalledOrLoadedByItself() {
        assertThat(
                        LakeFixture.rows(
                                session,
                                "SELECT current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions')"))
                .containsExactly("false|false");
        assertThatThrownBy(
                        () -> session.execute("SELECT * FROM 'https://example.invalid/x.parquet'"))
                .isInstanceOf(OnefoldException.class);
    }

    @Test
    void everySessionHasALimitASpillFolderAndUtc() {
        assertThat(
                        LakeFixture.rows(
                                session,
                                "SELECT current_setting('memory_limit'), current_setting('threads'), current_setting('TimeZone'),"
                                        + " current_setting('temp_directory') LIKE '%spill%'"))
                .containsExactly("488.2 MiB|2|UTC|true");
    }

    @Test
    void theLengthOfAnIntegerDoesNotBind() {
        assertThatThrownBy(() -> session.execute("SELECT length(12345)"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("Binder Error");
        assertThat(LakeFixture.rows(session, "SELECT length(CAST(12345 AS VARCHAR))"))
                .containsExactly("5");
    }

    @Test
    void truncatingADateMustBeCastBackToADate() {
        create(Column.optional("v", Simple.DATE));
        String truncated = "date_trunc('month', DATE '2024-02-29')";
        String type = LakeFixture.rows(session, "SELECT typeof(" + truncated + ")").getFirst();

        if (!type.equals("DATE")) {
            assertThatThrownBy(() -> append("SELECT " + truncated + " AS v"))
                    .hasMessageContaining("cast it");
        }
        append("SELECT CAST(" + truncated + " AS DATE) AS v");

        assertThat(read("SELECT v")).containsExactly("2024-02-01");
    }

    @Test
    void lookAroundIsNotInTheEnginesRegularExpressions() {
        assertThatThrownBy(() -> session.execute("SELECT regexp_matches('a', '(?=a)')"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("Invalid Input Error");
    }

    @Test
    void aTableWithDeleteFilesFailsLoudly() {
        create(Column.optional("v", Simple.LONG));
        append("SELECT 1::BIGINT AS v");
        Table table = fixture.lake.tables().load(name);
        table.newRowDelta()
                .addDeletes(
                        FileMetadata.deleteFileBuilder(table.spec())
                                .ofPositionDeletes()
                                .withPath(table.location() + "/data/deletes.parquet")
                                .withFileSizeInBytes(10)
                                .withRecordCount(1)
                                .build())
                .commit();

        assertThatThrownBy(() -> session.attach(name))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNPROCESSABLE))
                .hasMessageContaining("delete files");
    }

    @Test
    void oddColumnNamesTravelUnchanged() {
        List<String> odd =
                List.of(
                        "order",
                        "select",
                        "na\"me",
                        "été",
                        " lead",
                        "a.b",
                        "100%",
                        "x'y",
                        "日本",
                        "group by",
                        "filename");
        fixture.lake.create(
                name, odd.stream().map(n -> Column.optional(n, Simple.STRING)).toList(), List.of());
        String items =
                odd.stream()
                        .map(n -> DuckSql.text(n) + " AS " + DuckSql.name(n))
                        .reduce((a, b) -> a + ", " + b)
                        .orElseThrow();

        append("SELECT " + items);

        assertThat(fixture.lake.require(name).columns())
                .extracting(Column::name)
                .containsExactlyElementsOf(odd);
        assertThat(read("SELECT *")).containsExactly(String.join("|", odd));
    }

    @Test
    void columnsThatDifferOnlyInCaseAreRefused() {
        assertThatThrownBy(
                        () ->
                                fixture.lake.create(
                                        name,
                                        List.of(
                                                Column.optional("ID", Simple.LONG),
                                                Column.optional("id", Simple.LONG)),
                                        List.of()))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("'ID' and 'id'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main.a.b",
                "temp.x",
                "system.a.b",
                "raw.main.t",
                "information_schema.t",
                "memory.t"
            })
    void namesThatTheEngineKeepsForItselfAreRefused(String reserved) {
        assertThatThrownBy(
                        () ->
                                fixture.lake.create(
                                        TableName.parse(reserved),
                                        List.of(Column.optional("v", Simple.LONG)),
                                        List.of()))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining(reserved);
    }

    @Test
    void aNullInARequiredColumnIsRefusedAndLeavesNothing() {
        create(Column.required("v", Simple.LONG));

        assertThatThrownBy(() -> append("SELECT unnest([1, NULL, NULL])::BIGINT AS v"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("'v' is required, and 2 rows");
        assertThat(fixture.lake.require(name).current()).isEmpty();
    }

    @Test
    void anEmptyTableIsATypedEmptyRelation() {
        create(Column.optional("v", new DataType.Decimal(18, 2)));

        assertThat(read("SELECT v")).isEmpty();
        assertThat(
                        LakeFixture.rows(
                                session,
                                "SELECT column_type FROM (DESCRIBE FROM "
                                        + DuckSql.table(name)
                                        + ")"))
                .containsExactly("DECIMAL(18,2)");
    }

    @Test
    void thousandsOfFilesAreReadAsOneTable() {
        create(Column.optional("v", Simple.INT), io.onefold.lake.PartitionField.identity("v"));

        append("SELECT range::INT AS v FROM range(2000)");

        assertThat(fixture.lake.require(name).files()).isEqualTo(2000);
        assertThat(read("SELECT count(*), sum(v)")).containsExactly("2000|1999000");
    }

    @Test
    void missingAndFurtherColumnsAreNamedTogether() {
        create(Column.optional("v", Simple.LONG));

        assertThatThrownBy(() -> append("SELECT 1 AS w"))
                .hasMessageContaining("'v' is missing")
                .hasMessageContaining("'w' is not in the table");
    }
}
