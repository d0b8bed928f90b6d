/// How rules and policies come into force.
@NullMarked
package io.onefold.fraud.book;

import org.jspecify.annotations.NullMarked;
