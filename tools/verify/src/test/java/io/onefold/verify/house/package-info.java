/// The habits of the house, held by tests: the arrows of ARCHITECTURE.md, sizes, names, documents,
/// licences and the launcher.
@NullMarked
package io.onefold.verify.house;

import org.jspecify.annotations.NullMarked;
