// Box<T>: an owning pointer that is never null and copies what it points to, so that trees are
// values.
#pragma once

#include <memory>
#include <utility>

namespace utvmc {

template <class T>
class Box {
 public:
  Box(T value) : pointer_(std::make_unique<T>(std::move(value))) {}
  Box(const Box& other) : pointer_(std::make_unique<T>(*other)) {}
  Box(Box&&) noexcept = default;
  Box& operator=(const Box& other) {
    if (this != &other) pointer_ = std::make_unique<T>(*other);
    return *this;
  }
  Box& operator=(Box&&) noexcept = default;
  ~Box() = default;

  T& operator*() { return *pointer_; }
  const T& operator*() const { return *pointer_; }
  T* operator->() { return pointer_.get(); }
  const T* operator->() const { return pointer_.get(); }

 private:
  std::unique_ptr<T> pointer_;
};

}  // namespace utvmc
