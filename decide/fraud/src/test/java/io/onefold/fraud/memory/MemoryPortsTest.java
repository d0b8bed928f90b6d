package io.onefold.fraud.memory;

import io.onefold.fraud.port.Alerts;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookKit;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.DecisionStoreKit;
import io.onefold.fraud.port.ReviewKit;
import org.junit.jupiter.api.Nested;

class MemoryPortsTest {

    @Nested
    class Decisions extends DecisionStoreKit {

        private final Installation here = new Installation();

        @Override
        protected DecisionStore store() {
            return here.decisions;
        }

        @Override
        protected Alerts alerts() {
            return here.alerts;
        }
    }

    @Nested
    class Books extends BookKit {

        private final Installation here = new Installation();

        @Override
        protected Book book() {
            return here.rules;
        }
    }

    @Nested
    class Review extends ReviewKit {

        @Override
        protected Ports ports() {
            Installation here = new Installation();
            return new Ports(
                    here.decisions,
                    here.alerts,
                    here.cases,
                    here.labels,
                    here.lists,
                    here.suppressions);
        }
    }
}
