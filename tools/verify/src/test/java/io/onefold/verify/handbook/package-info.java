/// The Fraud Detection Handbook's payments, from their file to models.
@NullMarked
package io.onefold.verify.handbook;

import org.jspecify.annotations.NullMarked;
