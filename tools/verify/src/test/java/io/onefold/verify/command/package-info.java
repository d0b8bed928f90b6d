/// Onefold as its users meet it, for the end-to-end tests: an installation in a folder, and the
/// commands that are run in it.
@NullMarked
package io.onefold.verify.command;

import org.jspecify.annotations.NullMarked;
