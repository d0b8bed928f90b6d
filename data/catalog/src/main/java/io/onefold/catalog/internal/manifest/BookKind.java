package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.internal.control.ControlRow;
import java.util.List;

/// Rules and policies of fraud decisions. What their expressions mean is the decision's; the
/// catalog keeps their revisions, and the books publish them.
enum BookKind implements Kind {
    INSTANCE;

    @Override
    public void check(Manifest manifest, Report report) {
        // the schema says all there is to say of the form
    }

    @Override
    public List<Reference> references(Manifest manifest) {
        return List.of();
    }

    @Override
    public List<ControlRow> rows(Manifest manifest) {
        return List.of();
    }
}
