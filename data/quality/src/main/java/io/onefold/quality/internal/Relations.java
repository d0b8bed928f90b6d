package io.onefold.quality.internal;

import io.onefold.model.DatasetName;
import java.util.Map;
import java.util.Optional;

/// What a check reads, as the session names it.
///
/// @param raw the raw table
/// @param unseen raw rows that decide which keys are judged; empty: all keys are
/// @param discarded the hashes of rows that were given up and are trusted no more, as a column
///   `_row_hash`; empty: none was
/// @param references the datasets that the contract refers to
record Relations(
        String raw,
        Optional<String> unseen,
        Optional<String> discarded,
        Map<DatasetName, Referenced> references) {

    Relations {
        references = Map.copyOf(references);
    }
}
