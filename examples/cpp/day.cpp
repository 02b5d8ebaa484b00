// A small day at the town hall, from C++.
//
//     c++ -std=c++11 day.cpp $(pkg-config --cflags --libs grc) -o day && ./day path/to/examples/day/catalogue

#include <iostream>
#include <string>

#include "grc.hpp"

static const std::string SYSTEM = R"({"kind": "system"})";
static const std::string MARTIN = R"({"kind": "applicant", "id": "martin"})";
static const std::string LEA = R"({"kind": "agent", "id": "lea"})";

static std::string submission(const std::string &answers) {
    return R"({"actor": )" + MARTIN + R"(, "procedure": "lampadaire", "scenario": "signaler",)"
           R"( "applicant": {"audience": "citizen", "last_name": "Martin", "email": "martin@exemple.fr"},)"
           R"( "answers": )" + answers + "}";
}

int main(int argc, char **argv) {
    if (argc != 2) {
        std::cerr << "usage: day CATALOGUE\n";
        return 2;
    }
    try {
        std::cout << "grc " << grc_version() << "\n";
        grc::Engine engine(":memory:", R"({"now": "2026-03-02T08:00:00Z"})");

        engine.ask(grc_publish_directory_keep, R"({"actor": )" + SYSTEM + "}", argv[1]);
        std::cout << "published: " << engine.text("/versions/0/procedure") << ", version "
                  << engine.integer("/versions/0/version") << "\n";
        engine.ask(grc_put_agent_keep, R"({"actor": )" + SYSTEM + R"(, "agent": {"id": "lea", "name": "Léa",)"
                                       R"( "roles": [{"service": "eclairage", "role": "agent"}]}})");

        engine.ask(grc_route_keep, R"({"visitor": {"actor": )" + MARTIN + R"(}, "procedure": "lampadaire"})");
        std::cout << "offered: " << engine.text("/offers/0/scenario") << " (" << engine.text("/offers/0/title") << ")\n";

        try {
            engine.ask(grc_submit_keep, submission(R"({"numero": 0})"));
        } catch (const grc::Failure &failure) {
            std::cout << "refused: " << failure.status() << " " << engine.text("/code") << "\n";
            for (size_t rank = 0; rank < engine.count("/details/faults"); rank++) {
                const std::string fault = "/details/faults/" + std::to_string(rank);
                std::cout << "  " << engine.text(fault + "/path") << ": " << engine.text(fault + "/message/fr") << "\n";
            }
        }

        engine.ask(grc_submit_keep, submission(R"({"rue": "rue du Lavoir", "numero": 12})"));
        const std::string id = engine.text("/id");
        std::cout << "filed: " << engine.text("/reference") << ", " << engine.text("/status") << "\n";

        engine.ask(grc_act_keep, R"({"actor": )" + LEA + R"(, "request": ")" + id + R"(", "transition": "reparer"})");
        std::cout << "processed: " << engine.text("/status") << ", " << engine.text("/outcome") << "\n";

        engine.ask(grc_run_due_keep, "{}");
        engine.ask(grc_history_keep, R"({"actor": )" + LEA + R"(, "request": ")" + id + R"(", "language": "fr"})");
        std::cout << "history:\n";
        for (size_t rank = 0; rank < engine.count("/entries"); rank++) {
            std::cout << "  " << engine.text("/entries/" + std::to_string(rank) + "/text") << "\n";
        }
    } catch (const grc::Failure &failure) {
        std::cerr << failure.status() << ": " << failure.what() << "\n";
        return 1;
    }
    return 0;
}
