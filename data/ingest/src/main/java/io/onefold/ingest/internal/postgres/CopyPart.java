package io.onefold.ingest.internal.postgres;

import java.util.List;
import java.util.Objects;

/// One COPY of a read: the statement, and how the values of its columns travel.
record CopyPart(String sql, List<Wire> wires) {

    CopyPart {
        Objects.requireNonNull(sql);
        wires = List.copyOf(wires);
    }
}
