/// Alerts, and the cases people make of them.
@NullMarked
package io.onefold.fraud.alert;

import org.jspecify.annotations.NullMarked;
