package io.onefold.catalog.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The abbreviations that the field uses for labels are understood, or given up.
final class LabelVariablesTest {

    @Test
    void aFirstLetterMeansTheLabelThatHasNoNearerName() {
        assertThat(
                        LabelVariables.assign(
                                Set.of("t", "link", "tag"),
                                List.of("Ticket", "Tag", "TicketTagLink")))
                .hasValue(Map.of("t", "Ticket", "tag", "Tag", "link", "TicketTagLink"));
    }

    @Test
    void initialsMeanALabelOfSeveralWords() {
        assertThat(LabelVariables.assign(Set.of("a", "pm"), List.of("Account", "PaymentMethod")))
                .hasValue(Map.of("a", "Account", "pm", "PaymentMethod"));
        assertThat(LabelVariables.assign(Set.of("p", "pe"), List.of("PlayEvent", "Plan")))
                .hasValue(Map.of("p", "Plan", "pe", "PlayEvent"));
    }

    @Test
    void whatFitsTwoLabelsEquallyIsGivenUp() {
        assertThat(LabelVariables.assign(Set.of("p"), List.of("Plan", "Person"))).isEmpty();
    }

    @Test
    void whatFitsNoLabelIsGivenUp() {
        assertThat(LabelVariables.assign(Set.of("a", "x"), List.of("Account", "Plan"))).isEmpty();
    }
}
