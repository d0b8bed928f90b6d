/// How the bodies of rules and policies are read and written: JSON, strictly, all problems at once.
@NullMarked
package io.onefold.fraud.spec;

import org.jspecify.annotations.NullMarked;
