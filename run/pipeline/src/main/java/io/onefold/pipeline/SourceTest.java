package io.onefold.pipeline;

import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.Ingest;
import io.onefold.model.DatasetName;
import io.onefold.model.OnefoldException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a source answers when it is asked for each of its tables, without a row of them.
///
/// @param tables an answer for each declared table
public record SourceTest(List<Answer> tables) {

    public SourceTest {
        tables = List.copyOf(tables);
    }

    /// One table's answer.
    ///
    /// @param problem why a run would fail at it, and what to do; null: it answers
    public record Answer(DatasetName dataset, @Nullable String problem) {}

    static SourceTest of(SourceSpec source, Ingest ingest) {
        List<Answer> tables = new ArrayList<>();
        for (SourceTable table : source.tables()) {
            tables.add(new Answer(source.dataset(table), problem(source, table, ingest)));
        }
        return new SourceTest(tables);
    }

    private static @Nullable String problem(SourceSpec source, SourceTable table, Ingest ingest) {
        try {
            ingest.probe(source, table);
            return null;
        } catch (OnefoldException e) {
            return e.getMessage();
        }
    }

    /// Whether every table answers.
    public boolean answers() {
        return tables.stream().allMatch(answer -> answer.problem() == null);
    }
}
