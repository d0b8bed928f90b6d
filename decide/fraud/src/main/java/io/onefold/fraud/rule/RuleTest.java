package io.onefold.fraud.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A test that stands in a rule.
///
/// @param given the names that are known, with their values: Double, Boolean, String, a list of
///   texts
/// @param fires whether the rule fires on them
public record RuleTest(Map<String, Object> given, boolean fires) {

    public RuleTest {
        given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }
}
