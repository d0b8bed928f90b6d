/// The names, types and failures that every part of Onefold shares. JDK only.
@NullMarked
package io.onefold.model;

import org.jspecify.annotations.NullMarked;
