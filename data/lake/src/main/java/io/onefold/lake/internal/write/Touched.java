package io.onefold.lake.internal.write;

import java.util.List;
import org.apache.iceberg.DataFile;

/// The data files that hold a changed key.
///
/// @param files those files
/// @param rowsRemoved their rows with a changed key
record Touched(List<DataFile> files, long rowsRemoved) {

    Touched {
        files = List.copyOf(files);
    }

    /// Their other rows, which are written again.
    long rowsKept() {
        return files.stream().mapToLong(DataFile::recordCount).sum() - rowsRemoved;
    }
}
