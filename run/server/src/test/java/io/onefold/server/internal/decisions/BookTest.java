package io.onefold.server.internal.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Edition;
import io.onefold.fraud.port.Mode;
import io.onefold.model.access.Principal;
import io.onefold.pipeline.DataPath;
import io.onefold.server.Awaiting;
import io.onefold.server.Decisions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Versions never change, and every edition can be read again as it stood.
final class BookTest {

    private static final Principal ANA = new Principal("ana", Set.of(), Set.of(), false);
    private static final Principal BOB = new Principal("bob", Set.of(), Set.of(), false);

    private final DecisionsFixture onefold = new DecisionsFixture();
    private final Book rules = onefold.decisions.rules();

    @AfterEach
    void close() {
        onefold.close();
    }

    @Test
    void anEditionIsReadAgainAsItStood() {
        assertThat(rules.current()).isEqualTo(new Edition(0, List.of()));
        BookVersion first = rules.write("CC01", "{\"when\":\"a > 1\"}", ANA);
        assertThat(rules.write("CC01", "{\"when\":\"a > 1\"}", BOB)).isEqualTo(first);
        assertThat(rules.current().number()).as("a draft is in no edition").isZero();

        Edition one = rules.move("CC01", 1, Mode.SHADOW, BOB);
        Edition two = rules.move("CC01", 1, Mode.ACTIVE, BOB);
        rules.write("CC01", "{\"when\":\"a > 2\"}", ANA);
        Edition three = rules.move("CC01", 2, Mode.ACTIVE, BOB);
        Edition four = rules.move("CC01", 2, Mode.RETIRED, BOB);

        assertThat(one.versions()).extracting(BookVersion::mode).containsExactly(Mode.SHADOW);
        assertThat(one.versions().getFirst().approver()).isNull();
        assertThat(two.versions().getFirst().approver()).isEqualTo("bob");
        assertThat(three.versions()).extracting(BookVersion::title).containsExactly("CC01@2");
        assertThat(four.versions()).isEmpty();
        assertThat(rules.current()).isEqualTo(four);
        for (Edition edition : List.of(one, two, three, four)) {
            assertThat(rules.edition(edition.number())).hasValue(edition);
        }
        assertThat(rules.edition(5)).isEmpty();
        assertThat(rules.versions("CC01"))
                .extracting(BookVersion::mode)
                .containsExactly(Mode.RETIRED, Mode.RETIRED);
        assertThat(onefold.decisions.policies().current().number()).isZero();
        assertThat(onefold.path.catalog().audit().newest("CC01@2", 9)).hasSize(3);
    }

    @Test
    void anotherProcessSeesANewEditionWithinTwoSeconds() {
        try (DataPath other = onefold.open();
                Decisions elsewhere = Decisions.open(other)) {
            assertThat(elsewhere.policies().current().number()).isZero();
            onefold.decisions.policies().write("default", "{}", ANA);
            onefold.decisions.policies().move("default", 1, Mode.ACTIVE, BOB);

            Awaiting.until(() -> elsewhere.policies().current().number() == 1);
            assertThat(elsewhere.policies().current().versions())
                    .extracting(BookVersion::title)
                    .containsExactly("default@1");
        }
    }

    @Test
    void whatIsNotThereCannotBeMoved() {
        assertThatThrownBy(() -> rules.move("CC01", 1, Mode.ACTIVE, BOB))
                .hasMessageContaining("there is no rule CC01@1");
        assertThat(rules.current().number()).isZero();
    }
}
