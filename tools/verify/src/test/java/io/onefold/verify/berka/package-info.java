/// A real bank goes through the whole path, by manifests alone.
@NullMarked
package io.onefold.verify.berka;

import org.jspecify.annotations.NullMarked;
