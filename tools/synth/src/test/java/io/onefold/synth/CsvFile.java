package io.onefold.synth;

import java.util.Arrays;
import java.util.List;

/// A CSV file without quotes.
record CsvFile(List<String> columns, List<String[]> rows) {

    static CsvFile of(GeneratedFolder folder, String file) {
        String[] lines = folder.text(file).split("\n");
        return new CsvFile(
                List.of(lines[0].replace("\"", "").split(",")),
                Arrays.stream(lines).skip(1).map(line -> line.split(",", -1)).toList());
    }

    String value(String[] row, String column) {
        return row[columns.indexOf(column)];
    }
}
