/// What a dataset promises: columns, key, rules.
///
/// A contract is written as an Open Data Contract Standard v3.1 document; each record says which of
/// its fields it is read from. The order in which it acts on a row: take the latest version of the
/// key, apply the normalisations, convert every column to its type, apply the rules.
@NullMarked
package io.onefold.model.contract;

import org.jspecify.annotations.NullMarked;
