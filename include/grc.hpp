/*
 * grc for C++: an engine that closes itself, results that free themselves, failures that are thrown. Header only,
 * C++11, on top of grc.h.
 */

#ifndef GRC_HPP
#define GRC_HPP

#include <cstdint>
#include <stdexcept>
#include <string>

#include "grc.h"

namespace grc {

/* A failure: its status, its words, and all of it as JSON. */
class Failure : public std::runtime_error {
public:
    Failure(int32_t status, const std::string &message, const std::string &json)
        : std::runtime_error(message), status_(status), json_(json) {}

    int32_t status() const noexcept { return status_; }
    const std::string &json() const noexcept { return json_; }

private:
    int32_t status_;
    std::string json_;
};

/* An engine on its store. It may be moved, not copied; threads have one each. */
class Engine {
public:
    /* Opens the store of this path, or makes one; options are those of grc_open, in JSON. */
    explicit Engine(const std::string &path, const std::string &options = std::string()) : engine_(nullptr) {
        int32_t status = grc_new(&engine_);
        if (status != GRC_OK) {
            throw Failure(status, grc_strstatus(status), std::string());
        }
        try {
            check(grc_open(engine_, path.data(), path.size(), options.empty() ? nullptr : options.data(), options.size()));
        } catch (...) {
            grc_close(engine_);
            throw;
        }
    }

    Engine(Engine &&other) noexcept : engine_(other.engine_) { other.engine_ = nullptr; }
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;
    ~Engine() { grc_close(engine_); }

    /* Performs an operation and keeps its result here, to be read by text, integer and count. */
    void ask(int32_t (*operation)(grc_engine *, const char *, size_t), const std::string &request) {
        check(operation(engine_, request.data(), request.size()));
    }

    /* The same for an operation that a directory or a file comes beside. */
    void ask(int32_t (*operation)(grc_engine *, const char *, size_t, const char *, size_t), const std::string &request,
             const std::string &beside) {
        check(operation(engine_, request.data(), request.size(), beside.data(), beside.size()));
    }

    /* What the last operation left, as JSON. */
    std::string result() const {
        size_t length = 0;
        check(grc_result(engine_, 0, nullptr, 0, &length));
        std::string text(length, '\0');
        check(grc_result(engine_, 0, &text[0], length, &length));
        return text;
    }

    /* The text at a JSON Pointer of what the last operation left. */
    std::string text(const std::string &pointer) const {
        size_t length = 0;
        check(grc_result_text(engine_, pointer.data(), pointer.size(), nullptr, 0, &length));
        std::string text(length, '\0');
        check(grc_result_text(engine_, pointer.data(), pointer.size(), &text[0], length, &length));
        return text;
    }

    /* The whole number at a JSON Pointer of what the last operation left. */
    int64_t integer(const std::string &pointer) const {
        int64_t value = 0;
        check(grc_result_int(engine_, pointer.data(), pointer.size(), &value));
        return value;
    }

    /* How many elements the array at a JSON Pointer has. */
    size_t count(const std::string &pointer) const {
        size_t found = 0;
        check(grc_result_count(engine_, pointer.data(), pointer.size(), &found));
        return found;
    }

    /* The engine of the C interface, for what this class leaves out. It stays this one's. */
    grc_engine *handle() const noexcept { return engine_; }

private:
    void check(int32_t status) const {
        if (status == GRC_OK) {
            return;
        }
        std::string message = grc_strstatus(status), json;
        size_t length = 0;
        if (grc_error_json(engine_, nullptr, 0, &length) == GRC_OK) {
            json.resize(length);
            grc_error_json(engine_, &json[0], length, &length);
            grc_errmsg(engine_, nullptr, 0, &length);
            message.resize(length);
            grc_errmsg(engine_, &message[0], length, &length);
        }
        throw Failure(status, message, json);
    }

    grc_engine *engine_;
};

} // namespace grc

#endif /* GRC_HPP */
