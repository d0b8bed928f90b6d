package io.onefold.cli.internal.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrinterTest {

    private static final List<String> COLUMNS = List.of("name", "rows");

    @Test
    void aTableAlignsNumbersToTheRightAndShowsNullAsADash() {
        assertThat(printed(Format.TABLE))
                .isEqualTo(
                        """
                        name  rows
                        Zoë     12
                        a\\nb     -
                        """);
    }

    @Test
    void jsonKeepsNumbersAndNulls() {
        assertThat(printed(Format.JSON).replaceAll("\\s+", ""))
                .isEqualTo("[{\"name\":\"Zoë\",\"rows\":12},{\"name\":\"a\\nb\",\"rows\":null}]");
    }

    @Test
    void csvQuotesWhatNeedsItAndLeavesNullEmpty() {
        assertThat(printed(Format.CSV)).isEqualTo("name,rows\nZoë,12\n\"a\nb\",\n");
    }

    @Test
    void yamlIsAListOfMaps() {
        assertThat(printed(Format.YAML))
                .contains("- name: \"Zoë\"\n  rows: 12")
                .contains("rows: null");
    }

    @Test
    void noRowsAreAHeaderOrAnEmptyList() {
        assertThat(print(Format.TABLE, List.of())).isEqualTo("name  rows\n");
        assertThat(print(Format.JSON, List.of()).strip()).isEqualTo("[ ]");
        assertThat(print(Format.CSV, List.of())).isEqualTo("name,rows\n");
    }

    private static String printed(Format format) {
        return print(format, List.of(Arrays.asList("Zoë", 12L), Arrays.asList("a\nb", null)));
    }

    private static String print(Format format, List<List<Object>> rows) {
        StringWriter out = new StringWriter();
        try (Printer printer = Printer.of(format, out, COLUMNS)) {
            rows.forEach(printer::row);
        }
        return out.toString();
    }
}
