package io.onefold.fraud.rule;

import io.onefold.fraud.request.PaymentRequest;
import java.util.Map;

/// What a rule is asked about.
public sealed interface Facts {

    /// A payment with its features.
    ///
    /// @param request its fields
    /// @param vector its features, in the places of the plan the rules were bound to; NaN is
    ///   unknown
    record OfPayment(PaymentRequest request, float[] vector) implements Facts {}

    /// Names with values, as a test gives them.
    record Given(Map<String, Object> values) implements Facts {

        public Given {
            values = Map.copyOf(values);
        }
    }
}
