/// How long a score and its reasons take, beside the libraries that train.
@NullMarked
package io.onefold.bench.scoring;

import org.jspecify.annotations.NullMarked;
