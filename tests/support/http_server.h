#pragma once

#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <cstring>
#include <functional>
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace nodesentry::test {

/// A small HTTP server on a port of its own, for tests of what asks servers. One connection at a time, and
/// one request a connection.
class HttpServer {
public:
    struct Request {
        std::string method;
        std::string path; ///< without the query
        std::map<std::string, std::string> headers; ///< names in lower case
        std::multimap<std::string, std::string> form; ///< of query and body, decoded

        [[nodiscard]] std::string header(const std::string& name) const
        {
            const auto at = headers.find(name);
            return at == headers.end() ? std::string() : at->second;
        }
        [[nodiscard]] std::string field(const std::string& name) const
        {
            const auto at = form.find(name);
            return at == form.end() ? std::string() : at->second;
        }
    };
    struct Response {
        int status = 200;
        std::string body{};
        std::vector<std::string> headers{}; ///< "Name: value"
        std::size_t announced = 0; ///< Content-Length, when it is to be wrong; 0: that of the body
        bool hangUp = false; ///< close without an answer
        double delaySeconds = 0;
    };
    using Handler = std::function<Response(const Request&)>;

    explicit HttpServer(Handler handler) : m_handler(std::move(handler))
    {
        m_socket = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof(address);
        if (m_socket < 0 || ::bind(m_socket, reinterpret_cast<sockaddr*>(&address), length) != 0
            || ::listen(m_socket, 8) != 0
            || ::getsockname(m_socket, reinterpret_cast<sockaddr*>(&address), &length) != 0)
            throw std::runtime_error("cannot open a port for the test");
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~HttpServer()
    {
        m_stop = true;
        m_thread.join();
        ::close(m_socket);
    }
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    [[nodiscard]] std::string url(const std::string& path = {}) const
    {
        return "http://127.0.0.1:" + std::to_string(m_port) + path;
    }
    /// All requests so far.
    [[nodiscard]] std::vector<Request> requests() const
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }

private:
    static std::string decoded(const std::string& text)
    {
        std::string result;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '%' && i + 2 < text.size()) {
                result += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
                i += 2;
            } else {
                result += text[i] == '+' ? ' ' : text[i];
            }
        }
        return result;
    }

    static void readForm(const std::string& text, std::multimap<std::string, std::string>& form)
    {
        std::size_t begin = 0;
        while (begin < text.size()) {
            const auto end = std::min(text.find('&', begin), text.size());
            const auto equals = std::min(text.find('=', begin), end);
            form.emplace(decoded(text.substr(begin, equals - begin)),
                         equals < end ? decoded(text.substr(equals + 1, end - equals - 1)) : std::string());
            begin = end + 1;
        }
    }

    static Request parse(const std::string& text, std::size_t headEnd)
    {
        Request request;
        const auto lineEnd = text.find("\r\n");
        const auto line = text.substr(0, lineEnd);
        const auto space = line.find(' ');
        request.method = line.substr(0, space);
        const auto target = line.substr(space + 1, line.rfind(' ') - space - 1);
        const auto mark = target.find('?');
        request.path = target.substr(0, mark);
        if (mark != std::string::npos)
            readForm(target.substr(mark + 1), request.form);
        for (auto at = lineEnd + 2; at < headEnd;) {
            const auto end = text.find("\r\n", at);
            const auto colon = text.find(':', at);
            std::string name = text.substr(at, colon - at);
            for (auto& c : name)
                c = static_cast<char>(std::tolower(c));
            request.headers[name] = text.substr(colon + 2, end - colon - 2);
            at = end + 2;
        }
        readForm(text.substr(headEnd + 4), request.form);
        return request;
    }

    void answer(int connection)
    {
        std::string text;
        std::size_t wanted = std::string::npos;
        std::size_t headEnd = std::string::npos;
        char block[65536];
        while (text.size() < wanted) {
            const auto count = ::recv(connection, block, sizeof(block), 0);
            if (count <= 0)
                return;
            text.append(block, static_cast<std::size_t>(count));
            headEnd = text.find("\r\n\r\n");
            if (headEnd == std::string::npos)
                continue;
            const auto length = parse(text, headEnd).header("content-length");
            wanted = headEnd + 4 + (length.empty() ? 0 : std::stoul(length));
        }
        const auto request = parse(text, headEnd);
        {
            const std::lock_guard lock(m_mutex);
            m_requests.push_back(request);
        }
        const auto response = m_handler(request);
        for (double waited = 0; waited < response.delaySeconds && !m_stop; waited += 0.02)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        if (response.hangUp)
            return;
        std::string out = "HTTP/1.1 " + std::to_string(response.status) + " x\r\nConnection: close\r\n";
        for (const auto& header : response.headers)
            out += header + "\r\n";
        const auto length = response.announced > 0 ? response.announced : response.body.size();
        out += "Content-Length: " + std::to_string(length) + "\r\n\r\n" + response.body;
        for (std::size_t sent = 0; sent < out.size();) {
            const auto count = ::send(connection, out.data() + sent, out.size() - sent, MSG_NOSIGNAL);
            if (count <= 0)
                return;
            sent += static_cast<std::size_t>(count);
        }
    }

    void serve()
    {
        while (!m_stop) {
            pollfd waiting{m_socket, POLLIN, 0};
            if (::poll(&waiting, 1, 20) <= 0)
                continue;
            const int connection = ::accept(m_socket, nullptr, nullptr);
            if (connection < 0)
                continue;
            answer(connection);
            ::close(connection);
        }
    }

    Handler m_handler;
    int m_socket = -1;
    int m_port = 0;
    std::atomic<bool> m_stop{false};
    mutable std::mutex m_mutex;
    std::vector<Request> m_requests;
    std::thread m_thread;
};

} // namespace nodesentry::test
