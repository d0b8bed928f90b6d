/// The port through which every part writes to the one audit log.
@NullMarked
package io.onefold.model.audit;

import org.jspecify.annotations.NullMarked;
