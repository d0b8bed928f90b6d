/// What a dataset promises: columns, key, rules.
@NullMarked
package io.onefold.model.contract;

import org.jspecify.annotations.NullMarked;
