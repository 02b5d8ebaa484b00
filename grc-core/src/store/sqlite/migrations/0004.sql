-- Messages received are forgotten in time: without this, each oblivion would read all that is remembered.
CREATE INDEX received_by_time ON received (at);
