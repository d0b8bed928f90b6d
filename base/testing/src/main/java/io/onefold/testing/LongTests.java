package io.onefold.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The rule that a test tagged `long` runs only when it is asked for: with the system property
/// `long` (`./onefold test --long`, or by its id). Otherwise it is reported as skipped, with this
/// reason, so that a run names what it left out. JUnit finds it by the service file beside it.
public final class LongTests implements ExecutionCondition {

    static final String TAG = "long";

    private static final String REASON =
            "long (scale, many kills or a peer); run it with --long or by its id";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTags().contains(TAG) && System.getProperty(TAG) == null) {
            return ConditionEvaluationResult.disabled(REASON);
        }
        return ConditionEvaluationResult.enabled("not long, or asked for");
    }
}
