package io.onefold.model.contract;

import java.util.Objects;

/// A named, counted correction of a column's raw value before it is converted, for example a blank
/// that means "none".
///
/// ODCS: an element of the property's custom property `normalise`, `{name, sql}`.
///
/// @param name what is corrected, unique in the column, for example `blank-to-null`
/// @param sql an SQL expression over the raw columns of the row; its result takes the place of the
///   column's raw value. A row counts as normalised when the value changes.
public record Normalisation(String name, String sql) {

    public Normalisation {
        Objects.requireNonNull(name);
        Objects.requireNonNull(sql);
    }
}
